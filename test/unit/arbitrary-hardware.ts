import { Size } from 'cdk8s';
import fc, { type Arbitrary } from 'fast-check';
import * as door from '../../lib';
import rows from '../../lib/data/model-table.json';
import { options } from './arbitrary-options';
import { mebibytes, mostly, number, text, wild } from './arbitrary';

const { Engine, Gpu, Model } = door;

const KEYS = [...new Set(rows.flatMap(({ config }) => Object.keys(config))), 'text_config', 'vision_config'];

/** Which program serves which model on what, and over how many nodes. */
export type Hardware = Pick<door.GpuInferenceProps, 'model' | 'gpu' | 'engine' | 'nodes' | 'maxModelLen' | 'extraArgs'>;

const named = (...ids: string[]) => fc.constantFrom(...ids.map((id) => Model.named(id)));
const tiny = named('Qwen/Qwen3-0.6B', 'google/gemma-3-1b-it', 'meta-llama/Llama-3.2-1B', 'Qwen/Qwen2.5-0.5B-Instruct');
/** 24 GB hold them. */
const small = named(
  ...['Qwen/Qwen3-4B', 'Qwen/Qwen3-8B', 'google/gemma-3-4b-it', 'mistralai/Mistral-7B-Instruct-v0.3'],
  ...['meta-llama/Llama-3.1-8B', 'microsoft/Phi-4-mini-instruct', 'deepseek-ai/DeepSeek-R1-Distill-Qwen-7B'],
  ...['Qwen/Qwen3-14B-AWQ', 'Qwen/Qwen3-8B-FP8', 'openai/gpt-oss-20b', 'Qwen/Qwen2.5-7B-Instruct-GPTQ-Int4'],
);
/** Several large GPUs hold them. */
const large = named(
  ...['meta-llama/Llama-3.3-70B-Instruct', 'Qwen/Qwen2.5-72B-Instruct', 'openai/gpt-oss-120b'],
  ...['mistralai/Mixtral-8x7B-v0.1', 'Qwen/Qwen3-30B-A3B', 'google/gemma-3-27b-it', 'Qwen/Qwen3-32B'],
);
const encoders = named('BAAI/bge-m3', 'BAAI/bge-large-en-v1.5', 'intfloat/multilingual-e5-large');

const cards = fc.constantFrom(
  ...[Gpu.l4(), Gpu.a10(), Gpu.a10g(), Gpu.rtx3090(), Gpu.rtx4090(), Gpu.rtx5090(), Gpu.l40s(), Gpu.a6000()],
  Gpu.of({ product: 'x', memory: Size.gibibytes(80), resourceName: 'a.b/mig-1' }),
);
const large80 = fc.constantFrom(Gpu.a100Gb80(), Gpu.h100(), Gpu.h200(), Gpu.b200());
const slices = fc
  .tuple(fc.constantFrom(Gpu.a100Gb80(), Gpu.h100()), fc.constantFrom('2g.20gb', '3g.40gb', '7g.80gb'))
  .map(([gpu, profile]) => gpu.mig(profile));
const described = fc
  .tuple(
    fc.record({ product: fc.string(), memory: mebibytes(20_480, 400_000) }),
    fc.record(
      {
        computeCapability: mostly(fc.constantFrom(8, 8.9, 9, 12), fc.double()),
        linked: fc.boolean(),
        resourceName: text(/^[a-z]{1,9}\.io\/[a-z]{1,9}$/),
        tolerationKey: text(/^[a-z]{1,9}\.io\/[a-z]{1,9}$/),
        engineImage: fc.constant('acme.io/vllm'),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([own, more]) => Gpu.of({ ...own, ...more }));
const times = (gpu: Arbitrary<door.Gpu>, ...counts: number[]) =>
  fc
    .tuple(gpu, mostly(fc.constantFrom(...counts), fc.oneof(number(3, 20), fc.nat())))
    .map(([one, count]) => one.count(count));
const shared = fc
  .tuple(fc.constantFrom(Gpu.l40s(), Gpu.h100()), mostly(fc.constantFrom(2, 3, 4), number(2, 20)))
  .map(([gpu, sharers]) => gpu.shared(sharers));

/** What config.json never says, and what it might. */
const oddities = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(NaN, Infinity, -1, 0, 0.5, 1, 3, 1000, 1e7, 1e308, undefined, [null], {
    quant_method: 'awq',
    bits: 0,
  }),
);
/** Whatever config.json says: a key or two of a good one become something else. */
const spoiled = fc
  .tuple(
    fc.constantFrom(...rows),
    fc.array(fc.tuple(fc.constantFrom(...KEYS), oddities), { minLength: 1, maxLength: 2 }),
  )
  .map(([{ config }, odd]) => Model.fromConfig({ ...config, ...Object.fromEntries(odd) }, 'acme/spoiled'));
const ofTheirs = fc
  .tuple(
    small,
    text(/^[A-Za-z0-9][\w.-]{0,9}\/[\w.-]{1,20}$/),
    fc.option(text(/^[A-Za-z0-9][\w./-]{0,9}$/), { nil: undefined }),
  )
  .map(([{ config }, id, revision]) => Model.fromConfig(config, id, revision));
const files = fc
  .tuple(
    tiny,
    fc.record({
      id: text(/^[A-Z][a-z]{1,9}\/[\w-]{1,20}-GGUF$/),
      file: text(/^[A-Z]\w{0,8}(\/[a-z][\w.-]{0,8})?\.gguf$/),
      size: mebibytes(100, 4000),
    }),
  )
  .map(([model, props]) => model.gguf(props));

const vllm = mostly(
  fc.constantFrom(undefined, Engine.vllm(), Engine.vllm('0.31.0'), Engine.vllm('0.18.0')),
  wild.map((version) => Engine.vllm(version)),
);
const llamaCpp = fc
  .record(
    { version: text(/^b1\d{4}$/), parallel: mostly(fc.integer({ min: 1, max: 8 }), number(1, 70)) },
    { requiredKeys: [] },
  )
  .map((options) => Engine.llamaCpp(options));
const textEmbeddings = text(/^1\.[6-9]$/).map((version) => Engine.textEmbeddings(version));
const sglang = fc.constant(Engine.sglang());

const length = fc.option(mostly(number(1, 4096), number(4096, 1_000_000)), { nil: undefined, freq: 2 });

/** Flags that an engine knows, now and then others. */
const flags = (...known: string[]) =>
  mostly(
    fc.subarray(known).map((some) => some.flatMap((flag) => flag.split(' '))),
    fc.array(
      fc.oneof(fc.constantFrom('--port', '-tp', '--such', '-np', '--max-num-seqs', '--quantization'), fc.string()),
    ),
  );
const flagsOfLlamaCpp = flags('--top-k 20', '--no-mmap', '--flash-attn on');
const flagsOfSglang = flags('--tool-call-parser qwen25', '--log-requests');
const flagsOfEmbedder = flags('--max-batch-tokens 8192', '--auto-truncate');

type Parts = { [Prop in keyof Hardware]: Arbitrary<Hardware[Prop]> };
const of = (parts: Parts) => fc.record(parts, { noNullPrototype: true }) as Arbitrary<Hardware>;
const ofVllm = (model: Parts['model'], gpu: Arbitrary<door.Gpu>, more: Partial<Parts> = {}) =>
  of({ model, gpu, engine: vllm, maxModelLen: length, extraArgs: options, ...more });
const ofLlamaCpp = (gpu: Arbitrary<door.Gpu | undefined>) =>
  of({ model: files, gpu, engine: llamaCpp, maxModelLen: length, extraArgs: flagsOfLlamaCpp });
const ofTextEmbeddings = (gpu: Arbitrary<door.Gpu | undefined>) =>
  of({ model: encoders, gpu, engine: textEmbeddings, extraArgs: flagsOfEmbedder });
const none = fc.constant(undefined);

/** Hardly any of them fits; each must be told why. */
const anything = of({
  model: fc.oneof(tiny, small, large, encoders, ofTheirs, files, spoiled),
  gpu: fc.option(times(fc.oneof(cards, large80, slices, shared, described, fc.constant(Gpu.t4())), 1, 2, 3, 8), {
    nil: undefined,
  }),
  engine: fc.oneof(vllm, llamaCpp, textEmbeddings, sglang),
  nodes: fc.constantFrom(1, 1, 2, 40),
  maxModelLen: fc.option(fc.nat(), { nil: undefined }),
});

/** What generates text, by one pod a replica. */
export const generators: Arbitrary<Hardware> = fc.oneof(
  { weight: 20, arbitrary: ofVllm(fc.oneof(small, ofTheirs), times(cards, 1, 2, 4)) },
  { weight: 8, arbitrary: ofVllm(large, times(large80, 4, 8)) },
  { weight: 6, arbitrary: ofVllm(tiny, fc.oneof(slices, shared, described)) },
  { weight: 4, arbitrary: ofVllm(fc.oneof(small, large), times(fc.constant(Gpu.mi300x()), 1, 2)) },
  {
    weight: 6,
    arbitrary: of({
      model: small,
      gpu: times(cards, 1, 2),
      engine: sglang,
      maxModelLen: length,
      extraArgs: flagsOfSglang,
    }),
  },
  { weight: 6, arbitrary: ofLlamaCpp(none) },
  { weight: 4, arbitrary: ofLlamaCpp(fc.oneof(cards, slices)) },
  { weight: 3, arbitrary: ofVllm(spoiled, times(large80, 1, 8)) },
  { weight: 4, arbitrary: anything },
);

/** The same, by a group of pods. */
export const groups = ofVllm(large, times(large80, 4, 8), { nodes: mostly(fc.constantFrom(2, 3, 4), number(2, 40)) });

/** What embeds text. */
export const embedders: Arbitrary<Hardware> = fc.oneof(
  {
    weight: 8,
    arbitrary: ofVllm(fc.oneof(encoders, tiny), fc.oneof(cards, slices), {
      maxModelLen: fc.option(number(1, 512), { nil: undefined }),
    }),
  },
  { weight: 4, arbitrary: ofTextEmbeddings(fc.oneof(cards, large80)) },
  { weight: 4, arbitrary: ofTextEmbeddings(none) },
  { weight: 1, arbitrary: of({ model: spoiled, engine: textEmbeddings }) },
  { weight: 1, arbitrary: anything },
);
