import type { GpuInferenceProps } from '../props/gpu-inference-props';
import { flagValue } from './engines/vllm-options';
import { GpuFit } from './gpu-fit';
import { Host, hostOf } from './gpu/host';
import { sharedMebibytes } from './shared-memory';

/** Without a GPU all of the plan lies in the node's memory, and no measurement has tightened it. */
const CPU_MARGIN = 1.1;

/** What the server needs of its node. */
export function planHost(props: GpuInferenceProps, fit: GpuFit | undefined): Host {
  if (fit?.hostMiB !== undefined)
    // One core: minikube's node has two, and a laptop's owner says how many more it may take.
    return { cpus: 1, memoryMiB: fit.hostMiB, memoryLimitMiB: Math.ceil(fit.hostMiB * CPU_MARGIN) };
  return hostOf(props.gpu?.amount ?? 0, fit?.checkpointGiB ?? 0, keptGiB(props));
}

/** GiB of the node's memory that the engine is told to take: for its ranks to talk over, and for what the GPUs do not hold. */
function keptGiB(props: GpuInferenceProps): number {
  const { gpu, extraArgs = [] } = props;
  const flag = (name: string) => Number(flagValue(extraArgs, name)) || 0;
  return sharedMebibytes(props) / 1024 + (gpu?.amount ?? 0) * flag('--cpu-offload-gb') + flag('--kv-offloading-size');
}
