import { LLM_PORT } from '../service';
import { governed } from './governed';
import { ArgumentsOf } from './server-facts';

const REFUSED = {
  '--model-path': 'model',
  '--model': 'model',
  '--revision': 'model',
  '--served-model-name': 'servedModelName',
  '--host': 'the Service',
  '--port': 'the Service',
  '--tensor-parallel-size': 'gpu',
  '--tp-size': 'gpu',
  '--tp': 'gpu',
  '--context-length': 'maxModelLen',
  '--api-key': 'apiKey',
  '--enable-metrics': 'the monitoring, which needs it',
  '--download-dir': 'cache',
};

/** @see https://docs.sglang.io/docs/advanced_features/server_arguments */
export const sglangArguments: ArgumentsOf = (problems, { gpu, apiKey, extraArgs = [] }, facts) => [
  '--model-path',
  facts.modelPath,
  '--served-model-name',
  facts.servedModelName,
  '--host',
  '0.0.0.0',
  '--port',
  String(LLM_PORT),
  '--tensor-parallel-size',
  String(gpu?.amount ?? 1),
  '--context-length',
  String(facts.maxModelLen),
  '--enable-metrics',
  // The kubelet puts the variable's value there: the manifest never holds it.
  ...(apiKey ? ['--api-key', `$(${facts.engine.keyVariable})`] : []),
  ...governed(problems, extraArgs, REFUSED),
];
