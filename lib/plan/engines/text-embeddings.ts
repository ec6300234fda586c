import { LLM_PORT } from '../service';
import { governed } from './governed';
import { ArgumentsOf } from './server-facts';

/** What it takes in one step at least, by its own default. */
const BATCH_TOKENS = 16_384;

const REFUSED = {
  '--model-id': 'model',
  '--revision': 'model',
  '--served-model-name': 'servedModelName',
  '--hostname': 'the Service',
  '--port': 'the Service',
  '-p': 'the Service',
  '--api-key': 'apiKey',
  '--hf-token': 'cache',
  '--hf-api-token': 'cache',
  '--huggingface-hub-cache': 'cache',
};

/** @see https://huggingface.co/docs/text-embeddings-inference/cli_arguments */
export const textEmbeddingsArguments: ArgumentsOf = (problems, { extraArgs = [] }, facts) => [
  '--model-id',
  facts.modelPath,
  '--served-model-name',
  facts.servedModelName,
  '--hostname',
  '0.0.0.0',
  '--port',
  String(LLM_PORT),
  // A step must hold the longest input.
  ...(extraArgs.some((arg) => arg.startsWith('--max-batch-tokens'))
    ? []
    : ['--max-batch-tokens', String(Math.max(BATCH_TOKENS, facts.maxModelLen))]),
  ...governed(problems, extraArgs, REFUSED),
];
