import { Duration, Size } from 'cdk8s';
import { planEmbeddingInference } from '../../../../lib/plan/embedding-inference';
import { planGpuInference } from '../../../../lib/plan/gpu-inference';
import type { GpuInferenceProps } from '../../../../lib/props/gpu-inference-props';
import { Engine } from '../../../../lib/values/engine';
import { Gpu } from '../../../../lib/values/gpu';
import { Model } from '../../../../lib/values/model';
import { programOf, refusal, secretNamed, siteOf, verdict } from '../site';

const model = Model.named('Qwen/Qwen3-8B');
const tiny = Model.named('Qwen/Qwen3-0.6B');
const file = { id: 'Qwen/Qwen3-0.6B-GGUF', file: 'Qwen3-0.6B-Q8_0.gguf', size: Size.mebibytes(610) };
const gguf = tiny.gguf(file);
const planOf = (props: Partial<GpuInferenceProps>) =>
  planGpuInference(siteOf('GpuInference'), { model, ...props }, () => programOf('download-model'));
const podOf = (props: Partial<GpuInferenceProps>) => planOf(props).deployment.pod;
const serverOf = (props: Partial<GpuInferenceProps>) => podOf(props).containers[0]!;
const llamaCpp = { engine: Engine.llamaCpp(), model: gguf };
const sglang = { engine: Engine.sglang(), gpu: Gpu.l4() };

const images = test.each<[string, Partial<GpuInferenceProps>, string]>;

images([
  ['vLLM', { gpu: Gpu.l4() }, 'vllm/vllm-openai:v0.32.0'],
  ['vLLM on AMD', { gpu: Gpu.mi300x() }, 'vllm/vllm-openai-rocm:v0.32.0'],
  ['an older vLLM', { gpu: Gpu.l4(), engine: Engine.vllm('0.31.0') }, 'vllm/vllm-openai:v0.31.0'],
  [
    'a vLLM that the maker of the GPU builds',
    { gpu: Gpu.of({ product: 'Gaudi', memory: Size.gibibytes(90), engineImage: 'acme.io/vllm-gaudi' }) },
    'acme.io/vllm-gaudi:v0.32.0',
  ],
  ['SGLang', sglang, 'lmsysorg/sglang:v0.5.23'],
  ['llama.cpp on the CPU', llamaCpp, 'ghcr.io/ggml-org/llama.cpp:server-b10434'],
  ['llama.cpp on NVIDIA', { ...llamaCpp, gpu: Gpu.t4() }, 'ghcr.io/ggml-org/llama.cpp:server-cuda-b10434'],
  ['llama.cpp on AMD', { ...llamaCpp, gpu: Gpu.mi300x() }, 'ghcr.io/ggml-org/llama.cpp:server-rocm-b10434'],
  [
    'another build of it',
    { model: gguf, engine: Engine.llamaCpp({ version: 'b9000' }) },
    'ghcr.io/ggml-org/llama.cpp:server-b9000',
  ],
  ['an image of the caller', { ...llamaCpp, image: 'acme.io/llama:1' }, 'acme.io/llama:1'],
])('the image of %s', (_, props, image) => {
  expect(serverOf(props).image).toBe(image);
});

test('SGLang is told what vLLM is told, in its own words', () => {
  const apiKey = { secret: secretNamed('keys'), key: 'llm' };
  const { command, args, env, name } = serverOf({ ...sglang, apiKey, gpu: Gpu.l4().count(2), extraArgs: ['--x', '1'] });
  expect([name, ...(command ?? [])]).toEqual(['sglang', 'python3', '-m', 'sglang.launch_server']);
  expect(args?.join(' ')).toBe(
    '--model-path /models/Qwen--Qwen3-8B--main --served-model-name Qwen/Qwen3-8B --host 0.0.0.0 --port 8000 --tensor-parallel-size 2 ' +
      '--context-length 40960 --enable-metrics --api-key $(SGLANG_API_KEY) --x 1',
  );
  expect(env).toContainEqual({ name: 'SGLANG_API_KEY', secret: 'keys', key: 'llm' });
});

test('an idle connection is kept longer than its client keeps it, by those that can be told', () => {
  const kept = (props: Partial<GpuInferenceProps>) =>
    serverOf(props).env.filter(({ name }) => name.includes('KEEP_ALIVE'));
  expect(kept({ gpu: Gpu.l4() })).toEqual([{ name: 'VLLM_HTTP_TIMEOUT_KEEP_ALIVE', value: '65' }]);
  expect(kept(sglang)).toEqual([{ name: 'SGLANG_TIMEOUT_KEEP_ALIVE', value: '65' }]);
  expect(kept(llamaCpp)).toEqual([]);
});

test('llama.cpp on the CPU takes the memory of its file, its caches and its buffers, and no GPU', () => {
  const { containers, tolerations } = podOf(llamaCpp);
  expect(containers[0]).toMatchObject({
    name: 'llama-cpp',
    command: ['/app/llama-server'],
    resources: { requests: { cpu: '1', memory: '3251Mi' }, limits: { memory: '3577Mi' } },
  });
  expect(containers[0]?.args?.join(' ')).toBe(
    '--model /models/Qwen--Qwen3-0.6B-GGUF--main--Qwen3-0.6B-Q8_0.gguf/Qwen3-0.6B-Q8_0.gguf ' +
      '--alias Qwen/Qwen3-0.6B-GGUF --host 0.0.0.0 --port 8000 ' +
      '--ctx-size 16384 --parallel 2 --threads 1 --n-gpu-layers 0 --metrics',
  );
  expect(tolerations).toEqual([]);
});

test('llama.cpp on a GPU has all layers there, and the length that fits each of its answers', () => {
  const args = serverOf({ model: gguf, engine: Engine.llamaCpp({ parallel: 8 }), gpu: Gpu.t4() }).args?.join(' ');
  expect(args).toContain('--ctx-size 116096 --parallel 8 --threads 3 --n-gpu-layers all');
});

test('an engine that breaks its streams off at SIGTERM hears of it when they have ended', () => {
  const drain = Duration.seconds(60);
  expect(serverOf({ ...llamaCpp, drain }).preStopSeconds).toBe(65);
  expect(serverOf({ ...sglang, drain }).preStopSeconds).toBe(5);
  expect(podOf({ ...llamaCpp, drain }).graceSeconds).toBe(podOf({ ...sglang, drain }).graceSeconds);
});

const because = (flag: string, why: string) => `"extraArgs" must not hold ${flag}: ${why}`;
const governed = (flag: string, owner: string) => because(flag, `it comes from ${owner}`);
const short = (flag: string, meant: string) => because(flag, `it could be short for ${meant}; write flags in full`);
const plainly = (flag: string) => because(flag, 'the Service and the probes speak plain HTTP to its port');
const onePod = (flag: string) => because(flag, 'a replica is one pod by itself');
const rules = test.each<[string, Partial<GpuInferenceProps>, ...string[]]>;

rules([
  ['no GPU for llama.cpp', llamaCpp],
  [
    'no GPU for vLLM',
    {},
    '"gpu" is missing: vLLM serves from GPUs only; give it one, or take Engine.llamaCpp() and a GGUF build of the model',
  ],
  [
    'SGLang on AMD',
    { ...sglang, gpu: Gpu.mi300x() },
    '"engine" SGLang has no image for MI300X that this library knows; set "image"',
  ],
  ['SGLang on AMD with an image', { ...sglang, gpu: Gpu.mi300x(), image: 'lmsysorg/sglang:v0.5.23-rocm' }],
  [
    'a version that is none',
    { gpu: Gpu.l4(), engine: Engine.vllm('latest') },
    '"engine.version" must be a version of vLLM such as "0.32.0", got "latest"',
  ],
  [
    'a build that is none',
    { model: gguf, engine: Engine.llamaCpp({ version: '10434' }) },
    '"engine.version" must be a version of llama.cpp such as "b10434", got "10434"',
  ],
  [
    'an image of another version than the engine',
    { gpu: Gpu.l4(), engine: Engine.vllm(), image: 'acme.io/vllm:v0.31.0' },
    `"image" says vLLM 0.31.0 and "engine" 0.32.0: take Engine.vllm('0.31.0')`,
  ],
  ['an image that says no version', { gpu: Gpu.l4(), engine: Engine.vllm(), image: 'acme.io/vllm:ours' }],
  [
    'llama.cpp without a GGUF file',
    { engine: Engine.llamaCpp() },
    '"model" must be a GGUF file for Engine.llamaCpp: Model.named("Qwen/Qwen3-0.6B").gguf({ id, file, size })',
  ],
  [
    'vLLM with a GGUF file',
    { model: gguf, gpu: Gpu.l4() },
    '"model" is a GGUF file, which vLLM does not serve here; take Engine.llamaCpp()',
  ],
  ['a GGUF file in a folder', { ...llamaCpp, model: tiny.gguf({ ...file, file: 'Q8_0/model-00001-of-00002.gguf' }) }],
  [
    'a GGUF file that is none',
    { ...llamaCpp, model: tiny.gguf({ ...file, file: '../model.bin' }) },
    '"model.ggufFile" must be a path that ends with ".gguf", got "../model.bin"',
  ],
  [
    'a GGUF file of no size',
    { ...llamaCpp, model: tiny.gguf({ ...file, size: Size.mebibytes(0) }) },
    '"model.ggufSize" must be a whole number from 1 to 16777216, got 0; in MiB',
  ],
  ['64 answers at a time', { model: gguf, engine: Engine.llamaCpp({ parallel: 64 }) }],
  [
    '65 answers at a time',
    { model: gguf, engine: Engine.llamaCpp({ parallel: 65 }) },
    '"engine.parallel" must be a whole number from 1 to 64, got 65',
  ],
  [
    'a GGUF file that fits no GPU',
    { ...llamaCpp, model: tiny.gguf({ ...file, size: Size.gibibytes(20) }), gpu: Gpu.t4() },
    '"model" Qwen/Qwen3-0.6B-GGUF on 1 × T4 does not fit: 20.00 GiB of weights and 0.33 GiB of buffers leave 0.00 GiB for 2 × 0 tokens, which take 0.00 GiB',
  ],
  [
    'a context that fits no GPU',
    { ...llamaCpp, gpu: Gpu.t4(), maxModelLen: 100_000 },
    '"model" Qwen/Qwen3-0.6B-GGUF on 1 × T4 does not fit: 0.60 GiB of weights and 0.33 GiB of buffers leave 12.41 GiB for 2 × 100000 tokens, which take 21.36 GiB',
  ],
  [
    'Text Embeddings Inference',
    { engine: Engine.textEmbeddings() },
    '"engine" Text Embeddings Inference generates no text: take EmbeddingInference',
  ],
  [
    'flags of SGLang that nothing governs',
    { ...sglang, extraArgs: ['--kv-cache-dtype=fp8_e5m2', '--tool-call-parser', 'qwen25'] },
  ],
  [
    'the context of SGLang',
    { ...sglang, extraArgs: ['--context-length=9'] },
    governed('--context-length', 'maxModelLen'),
  ],
  [
    'the context and the key of llama.cpp',
    { ...llamaCpp, extraArgs: ['-c', '9', '--api-key', 'x'] },
    governed('-c', 'maxModelLen and engine.parallel'),
    governed('--api-key', 'apiKey'),
  ],
])('an engine: %s', (_, props, ...violations) => {
  expect(verdict(() => planOf(props))).toBe(refusal('GpuInference', violations));
});

const flags = test.each<[string[], ...string[]]>;

flags([
  [['--tool-call-parser', 'qwen25', '--ep-size', '2', '--log-level=debug', '--constructor', '1']],
  [['--tensor-parallel', '4'], short('--tensor-parallel', '--tensor-parallel-size')],
  [['--tp-s', '4'], short('--tp-s', '--tp-size')],
  [['--served-model', 'x'], short('--served-model', '--served-model-name')],
  [['--context_len=9'], short('--context-len', '--context-length')],
  [['--api-k', 'x'], short('--api-k', '--api-key')],
  [['--config', 'x.yaml'], because('--config', 'a file could hold any flag')],
  [['--dp-size', '2'], governed('--dp-size', 'replicas')],
  [['--data-parallel-size=2'], governed('--data-parallel-size', 'replicas')],
  [['--pipeline-parallel-size', '2'], governed('--pipeline-parallel-size', 'gpu')],
  [['--pp-size', '2'], governed('--pp-size', 'gpu')],
  [['--nnodes', '2'], onePod('--nnodes')],
  [['--node-rank', '1'], onePod('--node-rank')],
  [['--dist-init-addr', 'x:1'], onePod('--dist-init-addr')],
  [['--ssl-keyfile', 'k'], plainly('--ssl-keyfile')],
  [['--ssl-cert', 'c'], short('--ssl-cert', '--ssl-certfile')],
  [['--grpc-mode'], plainly('--grpc-mode')],
  [['--is-embedding'], governed('--is-embedding', 'task')],
  [['-h'], because('-h', 'it would end at once')],
])('further arguments of SGLang %j', (extraArgs, ...violations) => {
  expect(verdict(() => planOf({ ...sglang, extraArgs }))).toBe(refusal('GpuInference', violations));
});

flags([
  [['--cache-type-k', 'q8_0', '-fa', 'on', '--chat-template-kwargs', '{"a":"--b=1"}', '--temp', '-0.5']],
  [['--model-url', 'https://x/y.gguf'], governed('--model-url', 'model')],
  [['-mu', 'https://x/y.gguf'], governed('-mu', 'model')],
  [['-dr', 'ai/x'], governed('-dr', 'model')],
  [['--models-dir', '/m'], governed('--models-dir', 'model')],
  [['--api-prefix', '/x'], because('--api-prefix', 'the Service, the probes and the web app know its usual paths')],
  [['--ssl-key-file', 'k'], plainly('--ssl-key-file')],
  [['--ssl-cert-file', 'c'], plainly('--ssl-cert-file')],
  [['--embeddings'], because('--embeddings', 'it would generate no text')],
  [['--reranking'], because('--reranking', 'it would generate no text')],
  [['--version'], because('--version', 'it would end at once')],
  [['--top-k=40'], because('--top-k=40', 'llama.cpp reads a value from the next argument')],
  [['--ctx-size=9'], governed('--ctx-size', 'maxModelLen and engine.parallel')],
])('further arguments of llama.cpp %j', (extraArgs, ...violations) => {
  expect(verdict(() => planOf({ ...llamaCpp, extraArgs }))).toBe(refusal('GpuInference', violations));
});

const embedderOf = (extraArgs: string[]) =>
  planEmbeddingInference(
    siteOf('EmbeddingInference'),
    { model: Model.named('BAAI/bge-m3'), engine: Engine.textEmbeddings(), extraArgs },
    () => programOf('download-model'),
  );
const socket = 'its own parts talk over that socket, in the folder where it may write';
const taken = because('--prometheus-port 8000', 'it serves on that port, its series among the rest');

flags([
  [['--prometheus-port', '9100', '--max-concurrent-requests=8', '--auto-truncate']],
  [['--prometheus-port', '8000'], taken],
  [['--prometheus-port=8000'], taken],
  [['--uds-path', '/x'], because('--uds-path', socket)],
  [['--hf-token=x'], governed('--hf-token', 'cache')],
])('further arguments of Text Embeddings Inference %j', (extraArgs, ...violations) => {
  expect(verdict(() => embedderOf(extraArgs))).toBe(refusal('EmbeddingInference', violations));
});
