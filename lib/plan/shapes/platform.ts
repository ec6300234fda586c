import type { LlmChartProps } from '../../props/llm-chart-props';
import type { PlatformProps } from '../../props/platform-props';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { flag, joint, list, made, optional, struct, text } from '../shape';
import { secret } from './foreign';
import { texts } from './workload';

export const platform = struct<PlatformProps>({
  nodeImage: optional(text),
  registryMirror: optional(text),
  imagePullSecrets: optional(list(secret)),
  kubernetes: optional(made(KubernetesVersion, 'KubernetesVersion.V1_34')),
});

export const llmChart = joint<LlmChartProps>({
  namespace: optional(text),
  createNamespace: optional(flag),
  labels: optional(texts),
  platform: optional(platform),
});
