import { Problems } from './problems';
import { checkFlags, flagOf } from './vllm-flags';

/** What decides the arguments of `vllm serve`. */
export interface VllmFacts {
  readonly model: string;
  readonly revision?: string;
  readonly servedModelName: string;
  readonly embeds: boolean;
  readonly port: number;
  readonly tensorParallelSize: number;
  readonly maxModelLen: number;
  readonly shutdownTimeoutSeconds: number;
  readonly extra: readonly string[];
  /** Of the engine, when its image says it. */
  readonly version?: string;
}

/** Flags that a prop governs, and the prop: twice said is contradicted sooner or later. */
const GOVERNED = new Map(
  Object.entries({
    '--model': 'model',
    '--revision': 'model',
    '--served-model-name': 'servedModelName',
    '--host': 'the Service',
    '--port': 'the Service',
    '--runner': 'task',
    '--tensor-parallel-size': 'gpu',
    '-tp': 'gpu',
    '--pipeline-parallel-size': 'gpu',
    '-pp': 'gpu',
    '--data-parallel-size': 'replicas',
    '-dp': 'replicas',
    '--max-model-len': 'maxModelLen',
    '--shutdown-timeout': 'drain',
    '--api-key': 'apiKey',
    '--hf-token': 'hfToken',
    '--download-dir': 'the cache volume',
  }),
);

/** @see https://docs.vllm.ai/en/latest/configuration/engine_args.html */
export function vllmArguments(problems: Problems, facts: VllmFacts): string[] {
  for (const argument of facts.extra) {
    const flag = flagOf(argument);
    const owner = GOVERNED.get(flag);
    if (owner) problems.add(`"extraArgs" must not hold ${flag}: it comes from ${owner}`);
  }
  if (facts.version !== undefined) checkFlags(problems, facts.extra, facts.version);
  return [
    facts.model,
    ...(facts.revision ? ['--revision', facts.revision] : []),
    '--served-model-name',
    facts.servedModelName,
    '--host',
    '0.0.0.0',
    '--port',
    String(facts.port),
    ...(facts.embeds ? ['--runner', 'pooling'] : []),
    '--tensor-parallel-size',
    String(facts.tensorParallelSize),
    '--max-model-len',
    String(facts.maxModelLen),
    '--shutdown-timeout',
    String(facts.shutdownTimeoutSeconds),
    ...facts.extra,
  ];
}
