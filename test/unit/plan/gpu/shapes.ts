import { Model } from '../../../../lib/values/model';

/** As nvidia/Qwen3.6-27B-NVFP4 says it: MLPs in 4 bits, attention and cache in 8. */
const NVFP4 = {
  quant_method: 'modelopt',
  quant_algo: 'NVFP4',
  config_groups: { group_1: { targets: ['linear_attn'], weights: { num_bits: 8, type: 'float' } } },
  kv_cache_scheme: { num_bits: 8 },
};

/** What the cases call their models, where the table has another name, or where only the shape is known. */
export const shapes: readonly { readonly pattern: RegExp; readonly config: string | Record<string, unknown> }[] = [
  {
    pattern: /^Llama-3\.1-8B \(|Hermes-3-Llama|^Llama-3\.1-8B-Instruct$|^Meta-Llama-3\.1-8B/,
    config: 'meta-llama/Llama-3.1-8B',
  },
  { pattern: /^Llama-3\.2-3B/, config: 'meta-llama/Llama-3.2-3B' },
  // Meta's own fp8 build leaves attention wide.
  { pattern: /405B/, config: built('meta-llama/Llama-3.1-405B', { quant_method: 'fp8', ignore: ['self_attn'] }) },
  { pattern: /Llama-3\.1-70B/, config: 'meta-llama/Llama-3.1-70B' },
  { pattern: /^Qwen2\.5-7B|Qwen2\.5-7B-Instruct/, config: 'Qwen/Qwen2.5-7B-Instruct' },
  { pattern: /^Qwen2\.5-Math-1\.5B/, config: 'Qwen/Qwen2.5-1.5B-Instruct' },
  { pattern: /InternVL3-78B/, config: 'Qwen/Qwen2.5-72B-Instruct' },
  { pattern: /Qwen1\.5-7B-Chat/, config: 'Qwen/Qwen1.5-7B-Chat' },
  { pattern: /Qwen1\.5-72B-Chat/, config: 'Qwen/Qwen1.5-72B-Chat' },
  { pattern: /Qwen3-14B/, config: 'Qwen/Qwen3-14B' },
  { pattern: /Qwen3-VL-4B/, config: 'Qwen/Qwen3-VL-4B-Instruct' },
  { pattern: /Qwen3-235B/, config: 'Qwen/Qwen3-235B-A22B-Instruct-2507' },
  { pattern: /Qwen3\.8-27B NVFP4/, config: built('Qwen/Qwen3.6-27B', NVFP4) },
  { pattern: /Qwen3\.6-35B-A3B-NVFP4/, config: built('Qwen/Qwen3.6-35B-A3B', NVFP4) },
  { pattern: /Qwen3\.8-27B/, config: 'Qwen/Qwen3.6-27B' },
  { pattern: /qwen3\.5-397b/, config: 'Qwen/Qwen3.5-397B-A17B' },
  { pattern: /granite-3\.1-8b/, config: 'ibm-granite/granite-3.1-8b-instruct' },
  { pattern: /minimax-m2\.7/, config: 'MiniMaxAI/MiniMax-M2.7' },
  { pattern: /gemma-4-E2B.*qat/, config: 'google/gemma-4-E2B-it-qat-w4a16-ct' },
  { pattern: /R1-0528-Qwen3-8B/, config: 'Qwen/Qwen3-8B' },
  { pattern: /Mistral-7B-v0\.1/, config: 'mistralai/Mistral-7B-Instruct-v0.3' },
  { pattern: /Phi-4-mini/, config: 'microsoft/Phi-4-mini-instruct' },
  { pattern: /R1-Distill-Qwen-32B/, config: 'deepseek-ai/DeepSeek-R1-Distill-Qwen-32B' },
  { pattern: /DeepSeek-Coder-V2-Lite/, config: 'deepseek-ai/DeepSeek-Coder-V2-Lite-Instruct' },
  {
    pattern: /granite-4\.0-micro/,
    config: {
      model_type: 'granite',
      num_hidden_layers: 40,
      hidden_size: 2560,
      intermediate_size: 8192,
      num_attention_heads: 40,
      num_key_value_heads: 8,
      vocab_size: 100352,
      max_position_embeddings: 131072,
      tie_word_embeddings: true,
    },
  },
];

function built(id: string, quantization: Record<string, unknown>): Record<string, unknown> {
  return { ...Model.named(id).config, quantization_config: quantization };
}
