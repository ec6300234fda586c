import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { EmbeddingInferenceProps } from '../../props/embedding-inference-props';
import type { ExternalLlmProps } from '../../props/external-llm-props';
import type { GpuInferenceProps } from '../../props/gpu-inference-props';
import type { KServeInferenceProps } from '../../props/kserve-inference-props';
import type { LlmGatewayProps } from '../../props/llm-gateway-props';
import { Engine } from '../../values/engine';
import { Gpu } from '../../values/gpu';
import { GpuPool } from '../../values/gpu-pool';
import { LlmProvider } from '../../values/llm-provider';
import type { LlmProviderProps } from '../../values/llm-provider-props';
import { Model } from '../../values/model';
import { ModelCache } from '../../values/model-cache';
import type { ModelDownloadOptions } from '../../values/model-download-options';
import { any, flag, list, made, map, number, oneOf, optional, props, struct, text } from '../shape';
import { llm } from './backends';
import { duration, secretValue, size } from './foreign';
import { autoscaling, monitoring } from './scaling';
import { peer, pods, workload } from './workload';

const modelCache = made(ModelCache, 'ModelCache.download()', (one, check) => {
  check('', one.options, modelDownload);
  check('claimName', one.claimName, optional(text));
  check('folder', one.folder, optional(text));
});

const modelDownload = struct<ModelDownloadOptions>({
  hfToken: optional(secretValue),
  endpoint: optional(text),
  size: optional(size),
  storageClassName: optional(text),
  accessMode: optional(
    oneOf<PersistentVolumeAccessMode>('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'),
  ),
  removeOthers: optional(flag),
});

const server = {
  ...pods,
  model: made(Model, 'Model.named("Qwen/Qwen3-8B")', (one, check) => {
    check('id', one.id, text);
    check('config', one.config, map(any));
    check('revision', one.revision, optional(text));
    check('ggufFile', one.ggufFile, optional(text));
    check('ggufSize', one.ggufSize, optional(size));
  }),
  gpu: optional(
    made(Gpu, 'Gpu.l4()', (one, check) => {
      check('count', one.amount, number);
      check('sharers', one.sharers, number);
      check('resourceName', one.resourceName, text);
      check('tolerationKey', one.tolerationKey, text);
      check('engineImage', one.engineImage, optional(text));
    }),
  ),
  nodes: optional(number),
  runtimeClassName: optional(text),
  engine: optional(
    made(Engine, 'Engine.vllm()', (one, check) => {
      check('version', one.version, text);
      check('parallel', one.parallel, number);
    }),
  ),
  servedModelName: optional(text),
  maxModelLen: optional(number),
  apiKey: optional(secretValue),
  replicas: optional(number),
  autoscaling: optional(autoscaling),
  gpuPool: optional(
    made(GpuPool, 'GpuPool.of(8)', (one, check) => {
      check('', one.gpus, optional(number));
      check('spare', one.spareGpus, number);
    }),
  ),
  monitoring: optional(monitoring),
  cache: optional(modelCache),
  sharedMemory: optional(size),
  startupTimeout: optional(duration),
  drain: optional(duration),
  image: optional(text),
  extraArgs: optional(list(text)),
};

export const gpuInference = props<GpuInferenceProps>({ ...workload, ...server });

export const embeddingInference = props<EmbeddingInferenceProps>({
  ...workload,
  ...server,
  embeddingDimensions: optional(number),
});

export const kserveInference = props<KServeInferenceProps>({ ...server, baseRefs: optional(list(text)) });

const provider = made(LlmProvider, 'LlmProvider.openai()', (one, check) =>
  check(
    '',
    one.props,
    struct<LlmProviderProps>({
      baseUrl: text,
      requiresKey: optional(flag),
      embeds: optional(flag),
      peer: optional(peer),
    }),
  ),
);

export const externalLlm = props<ExternalLlmProps>({
  provider,
  model: optional(text),
  embeddingModel: optional(text),
  embeddingDimensions: optional(number),
  apiKey: optional(secretValue),
  proxyUrl: optional(text),
  drain: optional(duration),
});

export const llmGateway = props<LlmGatewayProps>({
  ...workload,
  backends: list(llm),
  servedModelName: optional(text),
  apiKey: optional(secretValue),
  replicas: optional(number),
  image: optional(text),
});
