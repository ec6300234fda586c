import type { GpuInferenceProps } from '../props/gpu-inference-props';
import { GpuFit } from './gpu-fit';
import { Identity } from './identity';
import { StringMap } from './objects';

/** Labels of the pods that their Service does not select by. */
export function labelled(identity: Identity, labels: StringMap): Identity {
  return { ...identity, labels: { ...identity.labels, ...labels } };
}

/** The GPU by the name that people use, for the readers of the Deployment. */
export function withGpu(identity: Identity, { gpu, nodes = 1 }: GpuInferenceProps): Identity {
  if (!gpu) return identity;
  const amount = nodes > 1 ? `${nodes} x ${gpu.amount}` : gpu.amount;
  const annotations = { ...identity.annotations, 'cdk8s-llm/gpu': `${amount} x ${gpu.product}` };
  return { ...identity, annotations };
}

/** The capacity plan, for `cdk8s-llm plan --dist` and for readers; it rolls no pods. */
export function annotated(identity: Identity, fit: GpuFit | undefined): Identity {
  const annotations = { ...identity.annotations, ...(fit && { 'cdk8s-llm/plan': JSON.stringify(fit.summary) }) };
  return { ...identity, annotations };
}
