import { LLM_PORT } from '../service';
import { governed } from './governed';
import { ArgumentsOf } from './server-facts';

const REFUSED = {
  '--model': 'model',
  '-m': 'model',
  '--hf-repo': 'model',
  '-hf': 'model',
  '-hfr': 'model',
  '--hf-file': 'model',
  '-hff': 'model',
  '--alias': 'servedModelName',
  '-a': 'servedModelName',
  '--host': 'the Service',
  '--port': 'the Service',
  '--ctx-size': 'maxModelLen and engine.parallel',
  '-c': 'maxModelLen and engine.parallel',
  '--parallel': 'engine.parallel',
  '-np': 'engine.parallel',
  '--threads': 'resources',
  '-t': 'resources',
  '--gpu-layers': 'gpu',
  '--n-gpu-layers': 'gpu',
  '-ngl': 'gpu',
  '--metrics': 'the monitoring, which needs it',
  '--api-key': 'apiKey',
  '--api-key-file': 'apiKey',
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
  ...governed(problems, extraArgs, REFUSED),
];
