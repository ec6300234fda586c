import { App, Duration, Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import fc from 'fast-check';
import * as door from '../../lib';
import { BadInput } from '../../lib/cli/exit';
import { plan } from '../../lib/cli/plan';
import * as arbitrary from './arbitrary-server';
import { quietly } from './random-servers';
import { BASE, WRONG_COMBINATIONS } from './wrong-combinations';

const { Engine, Gpu, GpuPool, Model, ModelCache } = door;

/** What is said to a server: its error, of which the arithmetic and its cures belong to tests of the planner, or `accepted`. */
function verdict(props: Partial<door.EmbeddingInferenceProps>, embeds = false): string {
  const chart = new door.LlmChart(new App(), 'chatbot');
  try {
    const server = embeds ? door.EmbeddingInference : door.GpuInference;
    new server(chart, 'llm', { ...BASE, ...props });
    return 'accepted';
  } catch (error) {
    return (error as Error).message.replace(/\n {6}(budget|weights|KV cache|bfloat16 needs|cure:).*/g, '');
  }
}

function refusal(construct: string, words: readonly string[]): string {
  const count = words.length === 1 ? '1 problem' : `${words.length} problems`;
  return `chatbot/llm (${construct}): ${count}${words.map((each) => `\n  - ${each}`).join('')}`;
}

test.each(WRONG_COMBINATIONS)('$rule, or it is said in words', ({ wrong, words, right, embeds }) => {
  expect(verdict(wrong, embeds)).toBe(refusal(embeds ? 'EmbeddingInference' : 'GpuInference', words));
  expect(verdict(right, embeds)).toBe('accepted');
});

test('a wrong combination is wrong whatever is around it', () => {
  const without = ['engine', 'nodes', 'replicas', 'image', 'extraArgs', 'maxModelLen', 'monitoring', 'sharedMemory'];
  const alone = Object.fromEntries(without.map((prop) => [prop, undefined]));
  const around = fc.sample(arbitrary.gpuInference, { seed: 20_261_121, numRuns: 5 });
  const said = quietly(() =>
    WRONG_COMBINATIONS.flatMap(({ rule, wrong, embeds }) =>
      around.map((props) => [rule, verdict({ ...props, ...BASE, ...alone, ...wrong }, embeds).split(':')[0]] as const),
    ),
  );
  const refused = ['chatbot/llm (GpuInference)', 'chatbot/llm (EmbeddingInference)'];
  expect(said.filter(([, path]) => !refused.includes(path!))).toEqual([]);
});

const factories = test.each<[string, () => unknown, string, () => unknown]>;

factories([
  [
    'a model that nobody knows',
    () => Model.named('Qwen/Qwen3-9B'),
    '"Qwen/Qwen3-9B" is not in the table of models; take one of the nearest, Qwen/Qwen3-4B, Qwen/Qwen3-8B, Qwen/Qwen3-14B, or describe it by its config.json: Model.fromConfig(json), --model path/to/config.json',
    () => Model.named('Qwen/Qwen3-8B'),
  ],
  [
    'a GPU that nobody knows',
    () => Gpu.named('L5'),
    '"L5" is no GPU that this library knows; nearest are L4, T4, L40; or describe it by Gpu.of({ product, memory })',
    () => Gpu.named('L4'),
  ],
  [
    'a slice of a GPU that has none',
    () => Gpu.l4().mig('1g.10gb'),
    'MIG profile "1g.10gb" is no slice of L4, which shows 22.03 GiB; A100, H100, H200 and B200 have some',
    () => Gpu.h100().mig('1g.10gb'),
  ],
  [
    'a slice larger than the GPU',
    () => Gpu.a100Gb40().mig('7g.80gb'),
    'MIG profile "7g.80gb" is no slice of A100-40GB, which shows 39.39 GiB; it has 1g.5gb, 1g.10gb, 2g.10gb, 3g.20gb, 4g.20gb, 7g.40gb',
    () => Gpu.a100Gb40().mig('7g.40gb'),
  ],
  [
    'a slice that nobody cuts',
    () => Gpu.h100().mig('7g.20gb'),
    'MIG profile "7g.20gb" is no slice of H100-80GB, which shows 79.19 GiB; it has 1g.10gb, 1g.20gb, 2g.20gb, 3g.40gb, 4g.40gb, 7g.80gb',
    () => Gpu.h100().mig('2g.20gb'),
  ],
  [
    'a seventh with all of the memory',
    () => Gpu.h200().mig('1g.141gb'),
    'MIG profile "1g.141gb" is no slice of H200-141GB, which shows 139.81 GiB; it has 1g.18gb, 1g.35gb, 2g.35gb, 3g.71gb, 4g.71gb, 7g.141gb',
    () => Gpu.h200().mig('7g.141gb'),
  ],
  [
    'a slice of a slice',
    () => Gpu.h100().mig('3g.40gb').mig('1g.10gb'),
    'MIG profile "1g.10gb" is no slice of H100-80GB 3g.40gb, which shows 38 GiB; A100, H100, H200 and B200 have some',
    () => Gpu.h100().mig('1g.10gb'),
  ],
  [
    'a slice of a product that nobody knows, larger than it',
    () => Gpu.of({ product: 'H20', memory: Size.gibibytes(95), computeCapability: 9 }).mig('7g.141gb'),
    'MIG profile "7g.141gb" is no slice of H20, which shows 95 GiB; A100, H100, H200 and B200 have some',
    () => Gpu.of({ product: 'H20', memory: Size.gibibytes(95), computeCapability: 9 }).mig('1g.12gb'),
  ],
  [
    'a slice by no name of NVIDIA’s',
    () => Gpu.h100().mig('half'),
    'MIG profile must be a name such as "1g.10gb", got "half"',
    () => Gpu.h100().mig('3g.40gb'),
  ],
])('%s is refused where it is named', (_, wrong, words, right) => {
  expect(wrong).toThrow(new Error(words));
  expect(right()).toBeDefined();
});

const questions = test.each<[string, wrong: string, words: string, right: string]>;

questions([
  [
    'GPUs that tensor parallelism does not divide',
    '--gpus 3 --tensor-parallel 2',
    '--tensor-parallel must divide --gpus, got 2 and 3',
    '--gpus 4 --tensor-parallel 2',
  ],
  [
    'a share above 1',
    '--gpu-memory-utilization 92',
    '--gpu-memory-utilization must be above 0 and at most 1, got "92"',
    '--gpu-memory-utilization 0.92',
  ],
  [
    'a cache of no type',
    '--kv-cache-dtype int2',
    '--kv-cache-dtype must be auto, bfloat16, float16 or one of fp8, got "int2"',
    '--kv-cache-dtype fp8',
  ],
  [
    'a quantization of nobody',
    '--quantization ternary',
    '"quantization" must be one of mxfp4, nvfp4, fp8, int8, awq, gptq, bitsandbytes, got "ternary"; or none for bf16',
    '--quantization none',
  ],
  [
    'half a load',
    '--concurrency 8',
    '--concurrency and --mean-tokens need each other',
    '--concurrency 8 --mean-tokens 512',
  ],
])('the command line: %s', (_, wrong, words, right) => {
  const ask = (options: string) => plan(`--model Qwen/Qwen3-0.6B --gpu L4 ${options}`.split(' '), () => undefined);
  expect(() => ask(wrong)).toThrow(new BadInput(words));
  expect(ask(right)).toBe(0);
});

const none = { cache: ModelCache.none() };
const many = { cache: ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }) };
const warnings = test.each<[string, Partial<door.GpuInferenceProps>, string, Partial<door.GpuInferenceProps>]>;

warnings([
  [
    'a context that is cut, and nobody asked for it',
    { maxModelLen: undefined },
    `"maxModelLen" is missing and 14944 of the model's 40960 tokens are planned, which surely fit L4: longer requests are refused; set it to the length that you need`,
    { maxModelLen: undefined, gpu: Gpu.l40s() },
  ],
  [
    'no volume for several pods',
    { ...none, replicas: 2 },
    '"cache" is ModelCache.none() with 2 pods: each downloads the weights again whenever it starts; share a volume by ModelCache.download()',
    none,
  ],
  [
    'an engine that breaks its streams off',
    { engine: Engine.vllm('0.17.1'), extraArgs: [], maxModelLen: 4096 },
    '"drain" of 120 s is not kept: vLLM 0.17.1 breaks its streams off when its pod is told to stop; take an "image" of 0.18.0 or newer',
    { engine: Engine.vllm('0.18.0'), extraArgs: [], maxModelLen: 4096 },
  ],
  [
    'less time than a start takes',
    { startupTimeout: Duration.seconds(315) },
    '"startupTimeout" of 315 s may end before the first start, planned at 316 s',
    { startupTimeout: Duration.seconds(316) },
  ],
  [
    'spare GPUs that hold no replica',
    { ...many, gpu: Gpu.l4().count(2), gpuPool: GpuPool.of(8).spare(1) },
    '"gpuPool" spares 1 and a replica takes 2: a rollout ends a pod before it starts the next',
    { ...many, gpu: Gpu.l4().count(2), gpuPool: GpuPool.of(8).spare(2) },
  ],
  [
    'weights twice as wide as planned',
    { extraArgs: ['--dtype', 'float32'] },
    '"extraArgs" gives --dtype float32: weights and cache take twice the memory that is planned',
    { extraArgs: ['--dtype', 'bfloat16'] },
  ],
])('%s: accepted with a warning, and its neighbour without', (_, doubtful, words, right) => {
  const said: string[] = [];
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  try {
    expect([verdict({ maxModelLen: 14_336, ...doubtful }), ...said]).toEqual([
      'accepted',
      `chatbot/llm (GpuInference): warning: ${words}\n`,
    ]);
    said.length = 0;
    expect([verdict({ maxModelLen: 14_336, ...right }), ...said]).toEqual(['accepted']);
  } finally {
    write.mockRestore();
  }
});
