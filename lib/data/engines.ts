/** What an engine's container needs, and what it does; in a tag, `{version}` and `{capability}` of the GPU stand for theirs. */
export interface EngineRow {
  /** Its name in messages. */
  readonly label: string;
  /** Name of its container. */
  readonly container: string;
  /** What is run when nobody chooses. */
  readonly version: string;
  readonly versions: RegExp;
  /** By where it runs; none where its project publishes none. The image of vLLM comes from the GPU. */
  readonly images: Readonly<Partial<Record<'cpu' | 'nvidia' | 'amd', string>>>;
  readonly command: readonly string[];
  readonly home: string;
  /** Variable that says for how many seconds an idle connection is kept, where it has one. */
  readonly keepAliveVariable?: string;
  /** Variable that holds the API key. */
  readonly keyVariable: string;
  /** Whether it lets its streams end after SIGTERM: told how long by a flag, unasked, or never. */
  readonly drains: 'flag' | 'unasked' | 'never';
  /** Whether it stays within a part of a GPU's memory. */
  readonly shares: boolean;
  readonly generates: boolean;
  readonly embeds: boolean;
}

/**
 * The engines. All serve the OpenAI-compatible API, `/health` and `/metrics` on one port, and run as any user that has a
 * home to write into.
 *
 * @see https://docs.vllm.ai/en/latest/deployment/docker/
 * @see https://docs.sglang.io/docs/get-started/install
 * @see https://github.com/ggml-org/llama.cpp/blob/master/docs/docker.md
 * @see https://huggingface.co/docs/text-embeddings-inference/supported_models
 */
export const ENGINES = {
  vllm: {
    label: 'vLLM',
    container: 'vllm',
    version: '0.32.0',
    versions: /^\d+\.\d+\.\d+$/,
    images: { nvidia: 'vllm/vllm-openai:v{version}', amd: 'vllm/vllm-openai-rocm:v{version}' },
    command: ['vllm', 'serve'],
    home: '/home/vllm',
    // https://github.com/vllm-project/vllm/pull/18472
    keepAliveVariable: 'VLLM_HTTP_TIMEOUT_KEEP_ALIVE',
    keyVariable: 'VLLM_API_KEY',
    drains: 'flag',
    shares: true,
    generates: true,
    embeds: true,
  },
  sglang: {
    label: 'SGLang',
    container: 'sglang',
    version: '0.5.23',
    versions: /^\d+\.\d+\.\d+(\.post\d+)?$/,
    images: { nvidia: 'lmsysorg/sglang:v{version}' },
    command: ['python3', '-m', 'sglang.launch_server'],
    home: '/home/sglang',
    // https://github.com/sgl-project/sglang/pull/19847
    keepAliveVariable: 'SGLANG_TIMEOUT_KEEP_ALIVE',
    keyVariable: 'SGLANG_API_KEY',
    drains: 'unasked',
    shares: false,
    generates: true,
    embeds: false,
  },
  'llama.cpp': {
    label: 'llama.cpp',
    container: 'llama-cpp',
    version: 'b10434',
    versions: /^b\d+$/,
    images: {
      cpu: 'ghcr.io/ggml-org/llama.cpp:server-{version}',
      nvidia: 'ghcr.io/ggml-org/llama.cpp:server-cuda-{version}',
      amd: 'ghcr.io/ggml-org/llama.cpp:server-rocm-{version}',
    },
    command: ['/app/llama-server'],
    home: '/home/llama',
    keyVariable: 'LLAMA_API_KEY',
    drains: 'never',
    shares: true,
    generates: true,
    embeds: false,
  },
  'text-embeddings-inference': {
    label: 'Text Embeddings Inference',
    container: 'text-embeddings',
    version: '1.9',
    versions: /^\d+\.\d+(\.\d+)?$/,
    images: {
      cpu: 'ghcr.io/huggingface/text-embeddings-inference:cpu-{version}',
      nvidia: 'ghcr.io/huggingface/text-embeddings-inference:{capability}{version}',
    },
    command: ['text-embeddings-router'],
    home: '/home/tei',
    keyVariable: 'API_KEY',
    drains: 'unasked',
    shares: false,
    generates: false,
    embeds: true,
  },
} satisfies Record<string, EngineRow>;

export type EngineName = keyof typeof ENGINES;

/** Text Embeddings Inference has an image for each generation of GPUs: how the tag begins, by compute capability. */
export const CAPABILITY_TAGS: Readonly<Record<string, string>> = {
  '7.5': 'turing-',
  '8': '',
  '8.6': '86-',
  '8.9': '89-',
  '9': 'hopper-',
  '10': '100-',
  '12': '120-',
};
