import { Size } from 'cdk8s';
import { planEmbeddingInference } from '../../../lib/plan/embedding-inference';
import type { EmbeddingInferenceProps } from '../../../lib/props/embedding-inference-props';
import { Engine } from '../../../lib/values/engine';
import { Gpu } from '../../../lib/values/gpu';
import { Model } from '../../../lib/values/model';
import { programOf, refusal, siteOf, verdict } from './site';

const model = Model.named('BAAI/bge-m3');
const planOf = (props: Partial<EmbeddingInferenceProps>) =>
  planEmbeddingInference(siteOf('EmbeddingInference'), { model, ...props }, () => programOf('download-model'));
const serverOf = (props: Partial<EmbeddingInferenceProps>) => planOf(props).deployment.pod.containers[0]!;
const gpu = Gpu.l4();
const engine = Engine.textEmbeddings();

const lengths = test.each<[string, Partial<EmbeddingInferenceProps>, number]>;

lengths([
  ['an encoder', {}, 1024],
  ['a small encoder', { model: Model.named('sentence-transformers/all-MiniLM-L6-v2') }, 384],
  ['a decoder', { model: Model.named('Qwen/Qwen3-0.6B') }, 1024],
  ['a model whose last layer is narrower', { embeddingDimensions: 512 }, 512],
])('the vectors of %s are as long as its config.json or the prop says', (_, props, length) => {
  expect(planOf({ gpu, ...props }).embeddingDimensions).toBe(length);
});

test('vLLM embeds with its pooling runner', () => {
  const { args, image } = serverOf({ gpu, servedModelName: 'bge' });
  expect(image).toBe('vllm/vllm-openai:v0.32.0');
  expect(args?.join(' ')).toContain(
    '/models/BAAI--bge-m3--main --served-model-name bge --host 0.0.0.0 --port 8000 --runner pooling --tensor-parallel-size 1 --max-model-len 8192',
  );
});

test('Text Embeddings Inference takes the longest input in one step', () => {
  const { args, command, name } = serverOf({ engine, gpu });
  expect([name, ...(command ?? [])]).toEqual(['text-embeddings', 'text-embeddings-router']);
  expect(args?.join(' ')).toBe(
    '--model-id /models/BAAI--bge-m3--main --served-model-name BAAI/bge-m3 --hostname 0.0.0.0 --port 8000 ' +
      '--max-batch-tokens 16384',
  );
  const long = serverOf({ engine, gpu, model: Model.named('Qwen/Qwen3-0.6B') }).args;
  expect(long?.slice(-2)).toEqual(['--max-batch-tokens', '40960']);
  expect(serverOf({ engine, gpu, extraArgs: ['--max-batch-tokens=8192'] }).args?.slice(-1)).toEqual([
    '--max-batch-tokens=8192',
  ]);
});

const images = test.each<[string, Gpu | undefined, tag: string]>;

images([
  ['the CPU', undefined, 'cpu-1.9'],
  ['Turing', Gpu.t4(), 'turing-1.9'],
  ['an A100', Gpu.a100Gb80(), '1.9'],
  ['an A10', Gpu.a10(), '86-1.9'],
  ['Ada', Gpu.l4(), '89-1.9'],
  ['Hopper', Gpu.h100(), 'hopper-1.9'],
  ['a B200', Gpu.b200(), '100-1.9'],
  ['an RTX 5090', Gpu.rtx5090(), '120-1.9'],
])('Text Embeddings Inference has an image for %s', (_, one, tag) => {
  expect(serverOf({ engine, gpu: one }).image).toBe(`ghcr.io/huggingface/text-embeddings-inference:${tag}`);
});

test('on the CPU it takes the memory of its weights in 32 bits, of a step and of the longest attention', () => {
  const small = Model.named('sentence-transformers/all-MiniLM-L6-v2');
  expect(serverOf({ engine, model: small }).resources).toEqual({
    requests: { cpu: '1', memory: '898Mi' },
    limits: { memory: '988Mi' },
  });
});

const old = Gpu.of({ product: 'V100', memory: Size.gibibytes(31), computeCapability: 7 });
const own = Model.fromConfig(model.config, 'acme/wide');
const rules = test.each<[string, Partial<EmbeddingInferenceProps>, ...string[]]>;

rules([
  ['vectors as long as the model is wide', { gpu, embeddingDimensions: 1024 }],
  [
    'vectors that are longer',
    { gpu, embeddingDimensions: 1025 },
    '"embeddingDimensions" must be at most 1024, as wide as BAAI/bge-m3 is, got 1025',
  ],
  ['the longest vectors, of a model that may widen them', { gpu, model: own, embeddingDimensions: 16_000 }],
  [
    'vectors that are too long',
    { gpu, model: own, embeddingDimensions: 16_001 },
    '"embeddingDimensions" must be a whole number from 1 to 16000, got 16001',
  ],
  [
    'a GPU that it has no image for',
    { gpu: old, engine },
    '"engine" Text Embeddings Inference has no image for V100 that this library knows; set "image"',
  ],
  ['an image for it', { gpu: old, engine, image: 'acme.io/tei:1.9-70' }],
  [
    'two GPUs',
    { gpu: gpu.count(2), engine },
    '"gpu.count" must be 1, got 2: Text Embeddings Inference uses one GPU; raise "replicas" instead',
  ],
  ['two GPUs of vLLM', { gpu: gpu.count(2) }],
  [
    'a length that it does not take',
    { gpu, engine, maxModelLen: 512 },
    '"maxModelLen" must be left out: Text Embeddings Inference takes the model\'s own context',
  ],
  ['a length that vLLM takes', { gpu, maxModelLen: 512 }],
  [
    'SGLang',
    { gpu, engine: Engine.sglang() },
    '"engine" SGLang serves no embeddings here; take Engine.vllm() or Engine.textEmbeddings()',
  ],
  [
    'a port of its own',
    { engine, extraArgs: ['--port', '80'] },
    '"extraArgs" must not hold --port: it comes from the Service',
  ],
  [
    'no GPU for vLLM',
    {},
    '"gpu" is missing: vLLM serves from GPUs only; give it one, or take Engine.textEmbeddings() on the CPU',
  ],
])('EmbeddingInference: %s', (_, props, ...violations) => {
  expect(verdict(() => planOf(props))).toBe(refusal('EmbeddingInference', violations));
});
