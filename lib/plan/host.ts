import type { GpuInferenceProps } from '../props/gpu-inference-props';
import { flagValue } from './engines/vllm-options';
import { GpuFit } from './gpu-fit';
import { Host, hostOf } from './gpu/host';
import { Problems } from './problems';
import { sharedMebibytes } from './shared-memory';

/** Without a GPU all of the plan lies in the node's memory, and no measurement has tightened it. */
const CPU_MARGIN = 1.1;

/** 32 TiB: nobody rents out a larger node. */
const LARGEST_NODE_MIB = 32 * 1024 * 1024;

/** What the server needs of its node. */
export function planHost(problems: Problems, props: GpuInferenceProps, fit: GpuFit | undefined): Host {
  const host =
    fit?.hostMiB !== undefined
      ? onCpu(fit.hostMiB)
      : hostOf(props.gpu?.amount ?? 0, fit?.checkpointGiB ?? 0, keptGiB(props));
  if (!(host.memoryLimitMiB <= LARGEST_NODE_MIB))
    problems.add(
      `"model" ${props.model.id} would take ${Math.round(host.memoryLimitMiB / 1024)} GiB of its node's memory, and the ` +
        `largest nodes have ${LARGEST_NODE_MIB / 1024}`,
    );
  return host;
}

/** One core: minikube's node has two, and a laptop's owner says how many more it may take. */
const onCpu = (memoryMiB: number): Host => ({
  cpus: 1,
  memoryMiB,
  memoryLimitMiB: Math.ceil(memoryMiB * CPU_MARGIN),
});

/** GiB of the node's memory that the engine is told to take: for its ranks to talk over, and for what the GPUs do not hold. */
function keptGiB(props: GpuInferenceProps): number {
  const { gpu, extraArgs = [] } = props;
  const flag = (name: string) => Number(flagValue(extraArgs, name)) || 0;
  return sharedMebibytes(props) / 1024 + (gpu?.amount ?? 0) * flag('--cpu-offload-gb') + flag('--kv-offloading-size');
}
