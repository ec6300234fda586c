import { memberArguments } from '../nodes';
import { Problems } from '../problems';
import { checkFlags } from './vllm-flags';
import { checkOffline } from './offline';
import { optionsIn } from './vllm-options';
import { refusalOf } from './vllm-refused';

/** What decides the arguments of `vllm serve`. */
export interface VllmFacts {
  /** The folder with the weights. */
  readonly model: string;
  readonly servedModelName: string;
  readonly embeds: boolean;
  readonly port: number;
  readonly tensorParallelSize: number;
  readonly nodes?: number;
  /** Of the GPU's memory, when it is shared. */
  readonly utilization?: number;
  readonly maxModelLen: number;
  readonly shutdownTimeoutSeconds?: number;
  readonly extra: readonly string[];
  /** Of the engine, when its image says it. */
  readonly version?: string;
}

/** @see https://docs.vllm.ai/en/latest/configuration/engine_args.html */
export function vllmArguments(problems: Problems, facts: VllmFacts): string[] {
  checkExtra(problems, facts);
  return [
    facts.model,
    '--served-model-name',
    facts.servedModelName,
    '--host',
    '0.0.0.0',
    '--port',
    String(facts.port),
    ...(facts.embeds ? ['--runner', 'pooling'] : []),
    '--tensor-parallel-size',
    String(facts.tensorParallelSize),
    ...(facts.nodes !== undefined && facts.nodes > 1 ? memberArguments(facts.nodes) : []),
    ...(facts.utilization === undefined ? [] : ['--gpu-memory-utilization', String(facts.utilization)]),
    '--max-model-len',
    String(facts.maxModelLen),
    ...(facts.shutdownTimeoutSeconds === undefined ? [] : ['--shutdown-timeout', String(facts.shutdownTimeoutSeconds)]),
    ...facts.extra,
  ];
}

/** What a prop governs, and what the engine does not understand. */
function checkExtra(problems: Problems, { extra, version }: VllmFacts): void {
  const { strays, options } = optionsIn(extra);
  const refusals = options.map(({ flag }) => refusalOf(flag));
  for (const refusal of refusals) if (refusal !== undefined) problems.add(refusal);
  const allowed = options.filter((_, index) => refusals[index] === undefined);
  checkOffline(problems, allowed);
  checkFlags(problems, { strays, options: allowed }, version);
}
