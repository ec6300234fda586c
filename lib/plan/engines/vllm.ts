import { readsEngine } from '../../data/engine-metrics';
import type { GpuInferenceProps } from '../../props/gpu-inference-props';
import { Problems } from '../problems';
import { LLM_PORT } from '../service';
import { ArgumentsOf } from './server-facts';
import { sharedUtilization } from './shared-gpu';
import { shutdownTimeout } from './shutdown-timeout';
import { vllmArguments } from './vllm-arguments';
import { flagOf } from './vllm-options';

export const vllmServerArguments: ArgumentsOf = (problems, props, facts) => {
  const { gpu, nodes, extraArgs = [] } = props;
  checkStatistics(problems, props);
  return vllmArguments(problems, {
    model: facts.modelPath,
    servedModelName: facts.servedModelName,
    embeds: facts.embeds,
    port: LLM_PORT,
    tensorParallelSize: gpu?.amount ?? 1,
    nodes,
    // Theirs comes behind it, and the last one counts.
    utilization: sharedUtilization(gpu?.sharers ?? 1),
    maxModelLen: facts.maxModelLen,
    shutdownTimeoutSeconds: shutdownTimeout(problems, facts.version, facts.drainSeconds),
    extra: extraArgs,
    version: facts.version,
  });
};

/** Without them the engine shows none of its series. */
function checkStatistics(problems: Problems, { extraArgs = [], monitoring, autoscaling }: GpuInferenceProps): void {
  if (!extraArgs.some((arg) => flagOf(arg) === '--disable-log-stats')) return;
  const triggers = autoscaling?.kedaProps?.triggers ?? [];
  const scales =
    autoscaling?.inferenceProps !== undefined ||
    triggers.some(({ metadata }) => readsEngine('vllm', metadata['query'] ?? ''));
  const readers = [...(monitoring ? ['"monitoring"'] : []), ...(scales ? ['"autoscaling"'] : [])];
  if (readers.length > 0)
    problems.add(
      `"extraArgs" must not hold --disable-log-stats: ${readers.join(' and ')} would read vllm: series, which the engine ` +
        'then does not show; leave the flag out',
    );
}
