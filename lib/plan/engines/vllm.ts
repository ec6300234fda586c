import { LLM_PORT } from '../service';
import { ArgumentsOf } from './server-facts';
import { sharedUtilization } from './shared-gpu';
import { shutdownTimeout } from './shutdown-timeout';
import { vllmArguments } from './vllm-arguments';

export const vllmServerArguments: ArgumentsOf = (problems, { gpu, nodes, extraArgs = [] }, facts) =>
  vllmArguments(problems, {
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
