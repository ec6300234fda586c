import { EngineName } from '../../data/engines';
import { llamaCppArguments } from './llama-cpp';
import { ArgumentsOf } from './server-facts';
import { sglangArguments } from './sglang';
import { textEmbeddingsArguments } from './text-embeddings';
import { vllmServerArguments } from './vllm';

/** How each engine is told what it serves. */
export const ARGUMENTS: Readonly<Record<EngineName, ArgumentsOf>> = {
  vllm: vllmServerArguments,
  sglang: sglangArguments,
  'llama.cpp': llamaCppArguments,
  'text-embeddings-inference': textEmbeddingsArguments,
};
