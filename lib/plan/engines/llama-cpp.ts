import { Problems } from '../problems';
import { LLM_PORT } from '../service';
import { ANY_FLAG, ENDS, from, governed, PLAIN, refusal } from './governed';
import { ArgumentsOf } from './server-facts';
import { flagOf } from './vllm-options';

const GENERATES = 'it would generate no text';

const REFUSED = {
  '--model': from('model'),
  '-m': from('model'),
  '--model-url': from('model'),
  '-mu': from('model'),
  '--docker-repo': from('model'),
  '-dr': from('model'),
  '--models-dir': from('model'),
  '--models-preset': ANY_FLAG,
  '--hf-repo': from('model'),
  '-hf': from('model'),
  '-hfr': from('model'),
  '--hf-file': from('model'),
  '-hff': from('model'),
  '--alias': from('servedModelName'),
  '-a': from('servedModelName'),
  '--host': from('the Service'),
  '--port': from('the Service'),
  '--ctx-size': from('maxModelLen and engine.parallel'),
  '-c': from('maxModelLen and engine.parallel'),
  '--parallel': from('engine.parallel'),
  '-np': from('engine.parallel'),
  '--threads': from('resources'),
  '-t': from('resources'),
  '--gpu-layers': from('gpu'),
  '--n-gpu-layers': from('gpu'),
  '-ngl': from('gpu'),
  '--metrics': from('the monitoring, which needs it'),
  '--api-key': from('apiKey'),
  '--api-key-file': from('apiKey'),
  '--hf-token': from('cache'),
  '-hft': from('cache'),
  '--api-prefix': 'the Service, the probes and the web app know its usual paths',
  '--ssl-key-file': PLAIN,
  '--ssl-cert-file': PLAIN,
  '--embedding': GENERATES,
  '--embeddings': GENERATES,
  '--rerank': GENERATES,
  '--reranking': GENERATES,
  '--help': ENDS,
  '-h': ENDS,
  '--usage': ENDS,
  '--version': ENDS,
};

/**
 * The context is one for all answers that are written at the same time: each gets its share.
 *
 * @see https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md
 */
export const llamaCppArguments: ArgumentsOf = (problems, { model, gpu, engine, extraArgs = [] }, facts) => [
  '--model',
  `${facts.modelPath}/${model.ggufFile ?? ''}`,
  '--alias',
  facts.servedModelName,
  '--host',
  '0.0.0.0',
  '--port',
  String(LLM_PORT),
  '--ctx-size',
  String(facts.maxModelLen * (engine?.parallel ?? 1)),
  '--parallel',
  String(engine?.parallel ?? 1),
  '--threads',
  String(facts.cores),
  '--n-gpu-layers',
  gpu ? 'all' : '0',
  '--metrics',
  ...governed(problems, inWords(problems, extraArgs), REFUSED),
];

/** It takes `--flag=value` for the name of a flag, which it does not know. */
function inWords(problems: Problems, extra: readonly string[]): readonly string[] {
  const joined = extra.filter((word) => /^-[^=\s]*=/.test(word) && !Object.hasOwn(REFUSED, flagOf(word)));
  for (const word of joined) problems.add(refusal(word, 'llama.cpp reads a value from the next argument'));
  return extra;
}
