import {
  DatabaseCredentials,
  Gpu,
  GpuInference,
  type GpuInferenceProps,
  LlmWebApp,
  MockLlm,
  Model,
  VectorDbStatefulSet,
} from '../../../lib';
import * as full from '../full-props';
import { type KubeObject, synth } from '../synth';

type Pairs<Props> = { readonly [Prop in keyof Props]?: readonly [before: Props, after: Props] };

/** A row per prop: the props without it and with it; a pair where it needs company. */
function rows<Props extends object>(
  all: Required<Props>,
  base: Props,
  write: (props: Props) => KubeObject[],
  pairs: Pairs<Props> = {},
) {
  return (Object.keys(all) as (keyof Props & string)[]).map((prop) => {
    const [before, after] = pairs[prop] ?? [base, { ...base, [prop]: all[prop] }];
    return [prop, () => [before[prop], write(before)], () => [after[prop], write(after)]] as const;
  });
}

const reaches = (_: string, without: () => readonly unknown[], having: () => readonly unknown[]) => {
  const [[before, plain], [after, changed]] = [without(), having()];
  expect(after).not.toBe(before);
  expect(changed).not.toEqual(plain);
};

test.each(rows(full.mockLlm, {}, (props) => synth((chart) => new MockLlm(chart, 'llm', props))))(
  'MockLlm: "%s" reaches the manifests',
  reaches,
);

const gpu: GpuInferenceProps = { model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.l4() };
const { task, embeddingDimensions, cacheAccessMode, replicas } = full.gpuInference;

test.each(
  rows(full.gpuInference, gpu, (props) => synth((chart) => new GpuInference(chart, 'llm', props)), {
    task: [gpu, { ...gpu, task, embeddingDimensions }],
    embeddingDimensions: [gpu, { ...gpu, task, embeddingDimensions }],
    replicas: [
      { ...gpu, cacheAccessMode },
      { ...gpu, cacheAccessMode, replicas },
    ],
  }),
)('GpuInference: "%s" reaches the manifests', reaches);

const existing = DatabaseCredentials.existing(full.secret);
const { replicas: single, ...vectorDb } = full.vectorDb;

test.each(
  rows(vectorDb, {}, (props) => synth((chart) => new VectorDbStatefulSet(chart, 'db', props)), {
    credentials: [{}, { credentials: existing }],
  }),
)('VectorDbStatefulSet: "%s" reaches the manifests', reaches);

test('VectorDbStatefulSet: "replicas" is there to say that there is one', () => {
  const write = (count: number) => synth((chart) => new VectorDbStatefulSet(chart, 'db', { replicas: count }));
  expect(write(single)).toEqual(synth((chart) => new VectorDbStatefulSet(chart, 'db')));
  expect(() => write(2)).toThrow('chatbot/db (VectorDbStatefulSet): 1 problem\n  - "replicas" must be 1, got 2; ');
});

const { image, llm, embeddings, database, schema, databaseTimeout, wiring } = full.llmWebApp;
const wired = { image, llm, embeddings, database };
const writeApp = (props: object) => synth((chart) => new LlmWebApp(chart, 'web', props));

test.each(
  rows(full.llmWebApp, { image }, writeApp, {
    image: [{ ...wired, image: undefined }, wired],
    database: [
      { image, embeddings },
      { image, embeddings, database },
    ],
    schema: [wired, { ...wired, schema }],
    databaseTimeout: [wired, { ...wired, databaseTimeout }],
    wiring: [wired, { ...wired, wiring }],
  }),
)('LlmWebApp: "%s" reaches the manifests', reaches);

test.each(rows(full.wiring, {}, (names) => writeApp({ ...wired, wiring: names })))(
  'WiringNames: "%s" reaches the manifests',
  reaches,
);

const program = (chart: ConstructorParameters<typeof MockLlm>[0]) => new MockLlm(chart, 'llm');

test.each(rows(full.llmChart, {}, (props) => synth(program, props)))('LlmChart: "%s" reaches the manifests', reaches);

test.each(rows(full.platform, {}, (platform) => synth(program, { platform })))(
  'the platform: "%s" reaches the manifests',
  reaches,
);
