/** Further arguments that vLLM 0.32.0 understands; the real one is asked in test/vllm. */
export const understood: string[][] = [
  [],
  ['--config-format', 'hf', '--model-impl=auto', '--seed', '-1', '-q', 'fp8', '-cc.mode=3', '-O3', '-ep'],
  ['--no-enable-prefix-caching', '--compilation-config.mode=3', '--max_num_seqs', '8'],
  ['-O', '2', '--kv-cache-dtype', 'fp8'],
  ['-O=1', '--enforce-eager', '--dtype=half'],
  ['--compilation-config', '{"mode": 3}', '--speculative-config', 'None'],
  ['--compilation_config.pass_config.fuse_norm_quant', 'true'],
  ['--hf-overrides.max_position_embeddings', '4096'],
  ['--limit-mm-per-prompt={"image": 2}', '--override-generation-config', '{"temperature": 0.5}'],
  ['--max-num-batched-tokens', '8k', '--safetensors-prefetch-block-size=16M'],
  ['--max-cpu-loras', 'None', '--kv-offloading-size', '2.5', '--watermark=-0.5'],
  ['--enable-auto-tool-choice', '--tool-call-parser', 'hermes', '--enable-log-requests', '--enable-log-outputs'],
  ['--lora-modules', 'one=/models/a', 'two=/models/b', '--enable-lora', '--max-lora-rank', '16'],
  ['--cudagraph-capture-sizes', '1', '2', '4', '--moe-backend', 'Deep-GEMM'],
  ['--tokenizer', '/models/other', '--hf-config-path=/models/other', '--speculative-config.method', 'ngram'],
  ['--root-path', '/a b', '--response-role', '', '--disable-log-stats', '--disable-log-stats'],
];

const given = (flag: string, allowed: string) => `"extraArgs" must give ${flag} ${allowed}`;
const stray = (word: string) => `"extraArgs" must not hold "${word}": no flag before it takes it`;
const unknown = (flag: string) => `"extraArgs" must not hold ${flag}: vLLM 0.32.0 has no such flag`;

/** What it does not understand, with what the library says. */
export const misunderstood: [string[], ...string[]][] = [
  [['half'], stray('half')],
  [['a b', '--enforce-eager', 'x'], stray('a b'), stray('x')],
  [['--dtype=half', 'bfloat16'], stray('bfloat16')],
  [['--seed', '1', '2'], stray('2')],
  [['--no-dtype'], unknown('--no-dtype')],
  [['--tp', '2'], unknown('--tp')],
  [['-tpx'], unknown('-tpx')],
  [['--watermark', '-0.5'], given('--watermark', 'a value'), unknown('-0')],
  [['--toString', '--constructor=1'], unknown('--toString'), unknown('--constructor')],
  [['--dtype'], given('--dtype', 'a value')],
  [['--max-num-seqs', '--enforce-eager'], given('--max-num-seqs', 'a value')],
  [['--enforce-eager=true'], given('--enforce-eager', 'no value')],
  [['--enforce-eager.x', 'y'], given('--enforce-eager', 'no value')],
  [['--dtype.x', 'y'], '"extraArgs" must not hold a part of --dtype, which takes one value'],
  [['--dtype', 'fp8'], given('--dtype', 'one of "auto", "bfloat16", "float", "float16", "float32", "half", got "fp8"')],
  [['--max-num-seqs', 'many'], given('--max-num-seqs', 'a whole number, got "many"')],
  [['--max-num-seqs=8k'], given('--max-num-seqs', 'a whole number, got "8k"')],
  [['--max-num-seqs', 'None'], given('--max-num-seqs', 'a whole number, got "None"')],
  [
    ['--max-num-batched-tokens', '1.5'],
    given('--max-num-batched-tokens', 'a whole number such as 8192 or 8k, got "1.5"'),
  ],
  [['--cpu-offload-gb', 'x'], given('--cpu-offload-gb', 'a number, got "x"')],
  [['--limit-mm-per-prompt', 'image=2'], given('--limit-mm-per-prompt', 'JSON, got "image=2"')],
  [['--compilation-config', '3'], given('--compilation-config', 'a JSON object, got "3"')],
  [['--kv-transfer-config', '[]'], given('--kv-transfer-config', 'a JSON object, got "[]"')],
  [['--enable-auto-tool-choice'], '"extraArgs" must hold --tool-call-parser, too: --enable-auto-tool-choice needs it'],
  [['--enable-log-outputs'], '"extraArgs" must hold --enable-log-requests, too: --enable-log-outputs needs it'],
];
