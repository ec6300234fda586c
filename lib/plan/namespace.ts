import type { LlmChartProps } from '../props/llm-chart-props';
import { MetaPlan, PolicyPlan } from './objects';
import { Problems } from './problems';
import { checkShape } from './shape';
import { llmChart } from './shapes/platform';
import { checkLabels, isDnsLabel } from './syntax';

export interface NamespacePlan {
  readonly meta: MetaPlan;
  /** Closes the namespace: whatever has no policy of its own talks to nobody. */
  readonly defaultDeny: PolicyPlan;
}

/** Its own versions follow the cluster: `latest` is the policy of the API server's own release. */
const POD_SECURITY = {
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/enforce-version': 'latest',
  'pod-security.kubernetes.io/warn': 'restricted',
  'pod-security.kubernetes.io/warn-version': 'latest',
};

export function planNamespace(chart: string, props: LlmChartProps): NamespacePlan {
  const problems = new Problems('LlmChart', chart);
  checkShape(problems, llmChart, props);
  const name = props.namespace ?? chart;
  problems.require(isDnsLabel(name), 'namespace', '1 to 63 lower-case letters, digits and "-"', name);
  problems.require(isDnsLabel(chart), 'id', 'lower-case letters, digits and "-": it begins every name', chart);
  if (props.createNamespace ?? true)
    problems.require(
      !/^(default|kube-.*)$/.test(name),
      'namespace',
      'a namespace of its own',
      name,
      'or createNamespace: false',
    );
  checkLabels(problems, 'labels', props.labels ?? {});
  problems.throwIfAny();
  const labels = {
    'app.kubernetes.io/managed-by': 'cdk8s-llm',
    'app.kubernetes.io/part-of': chart,
    ...props.labels,
  };
  return {
    meta: { name, labels: { ...labels, ...POD_SECURITY }, annotations: {} },
    defaultDeny: {
      meta: { name: 'default-deny', namespace: name, labels, annotations: {} },
      pods: {},
      ingress: [],
      egress: [],
    },
  };
}
