// The metrics of vLLM 0.32.0: what each is called, how it is typed and what it means.

// Upper bounds of buckets.
const SECONDS_TO_FIRST = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560,
];
const SECONDS_PER_TOKEN = [
  0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80,
];
const SECONDS_OF_REQUEST = [
  0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680,
];
const TOKENS = [1, 10, 100, 1_000, 10_000].flatMap((ten) => [ten, 2 * ten, 5 * ten]).concat(100_000);
const TOKENS_OF_STEP = [1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384];
const CHOICES = [1, 2, 5, 10, 20];

export const HISTOGRAMS = {
  e2e_request_latency_seconds: { bounds: SECONDS_OF_REQUEST, help: 'Time from arrival to the last token' },
  inter_token_latency_seconds: { bounds: SECONDS_PER_TOKEN, help: 'Time between two tokens' },
  iteration_tokens_total: { bounds: TOKENS_OF_STEP, help: 'Tokens of one step of the engine' },
  request_decode_time_seconds: { bounds: SECONDS_OF_REQUEST, help: 'Time from the first to the last token' },
  request_generation_tokens: { bounds: TOKENS, help: 'Tokens generated for a request' },
  request_inference_time_seconds: { bounds: SECONDS_OF_REQUEST, help: 'Time from leaving the queue to the last token' },
  request_max_num_generation_tokens: { bounds: TOKENS, help: 'Most tokens generated for one choice of a request' },
  request_num_preemptions: { bounds: CHOICES, help: 'Preemptions of a request' },
  request_params_max_tokens: { bounds: TOKENS, help: 'Parameter max_tokens of a request' },
  request_params_n: { bounds: CHOICES, help: 'Parameter n of a request' },
  request_prefill_kv_computed_tokens: { bounds: TOKENS, help: 'Prompt tokens computed, not taken from a cache' },
  request_prefill_time_seconds: { bounds: SECONDS_OF_REQUEST, help: 'Time from leaving the queue to the first token' },
  request_prompt_tokens: { bounds: TOKENS, help: 'Tokens of the prompt of a request' },
  request_queue_time_seconds: { bounds: SECONDS_OF_REQUEST, help: 'Time in the queue' },
  request_time_per_output_token_seconds: { bounds: SECONDS_PER_TOKEN, help: 'Mean time between tokens of a request' },
  time_to_first_token_seconds: { bounds: SECONDS_TO_FIRST, help: 'Time from arrival to the first token' },
} as const;

export type HistogramName = keyof typeof HISTOGRAMS;

/** What a mock has none of; the series are there so that queries find them. */
export const ZEROS: readonly (readonly [name: string, type: 'counter' | 'gauge', help: string, labels: string[]])[] = [
  ['estimated_flops_per_gpu_total', 'counter', 'Floating point operations, estimated', ['']],
  ['estimated_read_bytes_per_gpu_total', 'counter', 'Bytes read from memory, estimated', ['']],
  ['estimated_write_bytes_per_gpu_total', 'counter', 'Bytes written to memory, estimated', ['']],
  ['external_prefix_cache_hits_total', 'counter', 'Tokens found in an external cache', ['']],
  ['external_prefix_cache_queries_total', 'counter', 'Tokens looked up in an external cache', ['']],
  ['kv_cache_usage_perc', 'gauge', 'Part of the KV cache in use, from 0 to 1', ['']],
  ['mm_cache_hits_total', 'counter', 'Images and sounds found in the cache', ['']],
  ['mm_cache_queries_total', 'counter', 'Images and sounds looked up in the cache', ['']],
  ['num_preemptions_total', 'counter', 'Preemptions by the engine', ['']],
  ['prefix_cache_hits_total', 'counter', 'Tokens found in the prefix cache', ['']],
  ['prompt_tokens_cached_total', 'counter', 'Prompt tokens taken from a cache', ['']],
  [
    'prompt_tokens_cached_by_source_total',
    'counter',
    'Prompt tokens taken from a cache, by source',
    [',source="local_cache_hit"', ',source="external_kv_transfer"'],
  ],
];

const CACHE_LABELS =
  `_block_size_resolved block_size cache_dtype cache_hit_alignment_tokens effective_attention_block_size
  enable_mamba_shared_prefix_checkpoint enable_prefix_caching engine gpu_memory_utilization hash_block_size
  is_attention_free kv_cache_dtype_skip_layers kv_cache_layout kv_cache_max_concurrency kv_cache_memory_bytes
  kv_cache_size_tokens kv_offloading_backend kv_offloading_size kv_sharing_fast_prefill mamba_block_size
  mamba_cache_dtype mamba_cache_mode mamba_page_size_padded mamba_ssm_cache_dtype num_cpu_blocks num_gpu_blocks
  num_gpu_blocks_override prefix_cache_retention_interval prefix_caching_hash_algo prefix_match_unit
  replayssm_buffer_len skip_page_size_padded sliding_window swa_bounded_replay use_kda_recoverssm use_replayssm
  user_specified_block_size`.split(/\s+/);

const CACHE_VALUES: Readonly<Record<string, string>> = {
  block_size: '16',
  cache_dtype: 'auto',
  enable_prefix_caching: 'True',
  engine: '0',
  gpu_memory_utilization: '0.92',
  num_gpu_blocks: '8192',
  prefix_caching_hash_algo: 'sha256',
};

export const CACHE_CONFIG = CACHE_LABELS.map((label) => `${label}="${CACHE_VALUES[label] ?? 'None'}"`).join(',');
