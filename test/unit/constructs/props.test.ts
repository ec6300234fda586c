import * as door from '../../../lib';
import { secret } from '../full-containers';
import * as full from '../full-props';
import { llmWebApp, wiring as names } from '../full-web-app';
import { reaches, rows } from '../reach';
import { synth } from '../synth';

const { DatabaseCredentials, Gpu, GpuInference, LlmWebApp, MockLlm, Model, VectorDbStatefulSet } = door;

test.each(rows(full.mockLlm, {}, (props) => synth((chart) => new MockLlm(chart, 'llm', props))))(
  'MockLlm: "%s" reaches the manifests',
  reaches,
);

const gpu: door.GpuInferenceProps = { model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.h100() };
const { cache, replicas, monitoring } = full.gpuInference;
const scaled = (props: Partial<door.InferenceScalingProps>): door.GpuInferenceProps => {
  const autoscaling = door.Autoscaling.inference({
    ...{ maxReplicas: 5, demand: full.inferenceScaling.demand },
    ...props,
  });
  return { ...gpu, cache, monitoring, autoscaling };
};

const pairs = {
  replicas: [
    { ...gpu, cache },
    { ...gpu, cache, replicas },
  ],
  autoscaling: [{ ...gpu, cache, monitoring }, scaled({})],
  nodes: [
    { ...gpu, cache },
    { ...gpu, cache, nodes: 2 },
  ],
  gpuPool: [
    { ...gpu, cache },
    { ...gpu, cache, gpuPool: full.gpuInference.gpuPool },
  ],
} satisfies Record<string, [door.InferenceProps, door.InferenceProps]>;

test.each(rows(full.gpuInference, gpu, (props) => synth((chart) => new GpuInference(chart, 'llm', props)), pairs))(
  'GpuInference: "%s" reaches the manifests',
  reaches,
);

test.each(
  rows<door.KServeInferenceProps>(
    full.kserveInference,
    gpu,
    (props) => synth((chart) => new door.KServeInference(chart, 'llm', props)),
    pairs,
  ),
)('KServeInference: "%s" reaches the manifests', reaches);

const writeScaled = (props: Partial<door.InferenceScalingProps>) =>
  synth((chart) => new GpuInference(chart, 'llm', scaled(props)));

test.each(
  rows<Partial<door.InferenceScalingProps>>(full.inferenceScaling, { demand: [] }, writeScaled, {
    minReplicas: [{}, { minReplicas: 0 }],
  }),
)('InferenceScalingProps: "%s" reaches the manifests', reaches);

test.each(
  rows<door.CronWindow>(full.cronWindow, { timezone: 'UTC', start: '0 7 * * *', end: '0 9 * * *' }, (window) =>
    writeScaled({ demand: [door.DemandSignal.schedule(window)] }),
  ),
)('CronWindow: "%s" reaches the manifests', reaches);

const { embeddingDimensions } = full.embeddingInference;
const embedder = { model: Model.named('BAAI/bge-m3'), gpu: Gpu.l4() };

test.each(
  rows<door.EmbeddingInferenceProps>({ embeddingDimensions }, embedder, (props) =>
    synth((chart) => {
      const embeddings = new door.EmbeddingInference(chart, 'embedder', props);
      new LlmWebApp(chart, 'web', { image: 'acme.io/shop:1', embeddings });
    }),
  ),
)('EmbeddingInference: "%s" reaches the manifests of its apps', reaches);

const existing = DatabaseCredentials.existing(secret);
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

const { image, llm, embeddings, database, schema, databaseTimeout, wiring, moreDatabases } = llmWebApp;
const wired = { image, llm, embeddings, database };
const writeApp = (props: door.LlmWebAppProps) => synth((chart) => new LlmWebApp(chart, 'web', props));

test.each(
  rows<door.LlmWebAppProps>(llmWebApp, { image, embeddings }, writeApp, {
    image: [{ ...wired, image: undefined }, wired],
    embeddings: [
      { image, llm },
      { image, llm, embeddings },
    ],
    database: [
      { image, embeddings },
      { image, embeddings, database },
    ],
    moreDatabases: [
      { image, embeddings },
      { image, embeddings, moreDatabases },
    ],
    schema: [wired, { ...wired, schema }],
    databaseTimeout: [wired, { ...wired, databaseTimeout }],
    wiring: [wired, { ...wired, wiring }],
  }),
)('LlmWebApp: "%s" reaches the manifests', reaches);

test.each(rows<door.WiringNames>(names, {}, (wiring) => writeApp({ ...wired, wiring })))(
  'WiringNames: "%s" reaches the manifests',
  reaches,
);

const { provider, apiKey, embeddingModel, ...hosted } = full.externalLlm;
const groq: door.ExternalLlmProps = { provider: door.LlmProvider.groq(), model: 'llama', apiKey: { secret, key: 'k' } };
const embeds: door.ExternalLlmProps = { ...groq, provider, embeddingModel: 'e', embeddingDimensions: 3 };
const writeHosted = (props: door.ExternalLlmProps) =>
  synth((chart) => {
    const llm = new door.ExternalLlm(chart, 'llm', props);
    new LlmWebApp(chart, 'web', { image, llm, embeddings: props.embeddingModel === undefined ? undefined : llm });
  });

test.each(
  rows(full.externalLlm, groq, writeHosted, {
    embeddingModel: [embeds, { ...embeds, embeddingModel }],
    embeddingDimensions: [embeds, { ...embeds, embeddingDimensions: hosted.embeddingDimensions }],
  }),
)('ExternalLlm: "%s" reaches the manifests of its apps', reaches);

const { requiresKey, embeds: embedding, ...place } = full.llmProvider;
const plain = { baseUrl: 'https://api.acme.io/v1' };

test.each(
  rows<door.LlmProviderProps>(place, plain, (props) => writeHosted({ ...groq, provider: door.LlmProvider.of(props) })),
)('LlmProvider: "%s" reaches the manifests of its apps', reaches);

test('LlmProvider: "requiresKey" and "embeds" are there to say what is refused', () => {
  const write = (props: Partial<door.LlmProviderProps>, over: Partial<door.ExternalLlmProps>) => () =>
    writeHosted({ ...groq, ...over, provider: door.LlmProvider.of({ ...plain, ...props }) });
  expect(write({}, { apiKey })).not.toThrow();
  expect(write({}, { apiKey: undefined })).toThrow('"apiKey" is missing');
  expect(write({ requiresKey }, { apiKey: undefined })).not.toThrow();
  const both = { embeddingModel, embeddingDimensions };
  expect(write({}, both)).not.toThrow();
  expect(write({ embeds: embedding }, both)).toThrow('"embeddingModel" must be left out');
});

const { backends } = full.llmGateway;

test.each(
  rows<door.LlmGatewayProps>(full.llmGateway, { backends: [...backends].reverse() }, (props) =>
    synth((chart) => new door.LlmGateway(chart, 'llm', props)),
  ),
)('LlmGateway: "%s" reaches the manifests', reaches);

const program = (chart: door.LlmChart) => new MockLlm(chart, 'llm');

test.each(rows(full.llmChart, {}, (props) => synth(program, props)))('LlmChart: "%s" reaches the manifests', reaches);

test.each(rows(full.platform, {}, (platform) => synth(program, { platform })))(
  'the platform: "%s" reaches the manifests',
  reaches,
);
