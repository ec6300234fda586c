import { Problems } from '../problems';
import { LLM_PORT } from '../service';
import { ENDS, from, governed, refusal } from './governed';
import { ArgumentsOf } from './server-facts';
import { flagValue } from './vllm-options';

/** What it takes in one step at least, by its own default. */
const BATCH_TOKENS = 16_384;

const REFUSED = {
  '--model-id': from('model'),
  '--revision': from('model'),
  '--served-model-name': from('servedModelName'),
  '--hostname': from('the Service'),
  '--port': from('the Service'),
  '-p': from('the Service'),
  '--api-key': from('apiKey'),
  '--hf-token': from('cache'),
  '--hf-api-token': from('cache'),
  '--huggingface-hub-cache': from('cache'),
  '--uds-path': 'its own parts talk over that socket, in the folder where it may write',
  '--help': ENDS,
  '-h': ENDS,
  '--version': ENDS,
  '-V': ENDS,
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
  ...governed(problems, onTwoPorts(problems, extraArgs), REFUSED),
];

/** Its series have a port of their own, too, which cannot be the one that it serves on. */
function onTwoPorts(problems: Problems, extra: readonly string[]): readonly string[] {
  if (Number(flagValue(extra, '--prometheus-port')) === LLM_PORT)
    problems.add(refusal(`--prometheus-port ${LLM_PORT}`, 'it serves on that port, its series among the rest'));
  return extra;
}
