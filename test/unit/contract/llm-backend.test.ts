import { App, Duration } from 'cdk8s';
import { Secret, type SecretValue } from 'cdk8s-plus-27';
import * as door from '../../../lib';
import type { KubeObject } from '../synth';
import { servedBy } from './served';

/** What every backend can be told. */
interface Told {
  readonly name?: string;
  readonly apiKey?: SecretValue;
  readonly drain?: Duration;
}

type Make<Backend> = (chart: door.LlmChart, told: Told) => Backend;
/** What it adds to a name for that of its Service. */
type Row<Backend> = [string, Make<Backend>, service?: string];
const model = door.Model.named('Qwen/Qwen3-8B');
const gpu = door.Gpu.l4();
const embedding = { model, gpu, embeddingDimensions: 384 };

const chatBackends: Row<door.ILlmBackend>[] = [
  ['MockLlm', (chart, told) => new door.MockLlm(chart, 'llm', told)],
  ['GpuInference', (chart, told) => new door.GpuInference(chart, 'llm', { model, gpu, ...told })],
  [
    'KServeInference',
    (chart, told) => new door.KServeInference(chart, 'llm', { model, gpu, ...told }),
    '-kserve-workload-svc',
  ],
];
const embeddingBackends: Row<door.IEmbeddingBackend>[] = [
  ['MockLlm', (chart, told) => new door.MockLlm(chart, 'llm', told)],
  ['EmbeddingInference', (chart, told) => new door.EmbeddingInference(chart, 'llm', { ...embedding, ...told })],
];

/** A backend in the namespace `models`, and all that it wrote. */
function made<Backend>(make: Make<Backend>, told: Told = {}): { backend: Backend; objects: KubeObject[] } {
  const app = new App();
  const chart = new door.LlmChart(app, 'chatbot', { namespace: 'models' });
  const backend = make(chart, told);
  return { backend, objects: app.charts.flatMap((one) => one.toJson() as KubeObject[]) };
}

const apiKey = () => ({ secret: Secret.fromSecretName(new App(), 'Keys', 'team-keys'), key: 'llm' });
const host = ({ baseUrl }: { baseUrl: string }) => new URL(baseUrl).hostname.split('.')[0]!;

describe.each<Row<door.ILlmBackend | door.IEmbeddingBackend>>([...chatBackends, ...embeddingBackends])(
  'any backend: %s',
  (_, make, suffix = '') => {
    test('its URL leads through a Service of that name and port to its pods', () => {
      const { backend, objects } = made(make);
      expect(backend.baseUrl).toBe(`http://chatbot-llm${suffix}.models.svc:${backend.port}/v1`);
      const { service, container } = servedBy(objects, host(backend), backend.port, backend.peer);
      expect(service.spec.type).toBe('ClusterIP');
      expect(container.readinessProbe.httpGet).toEqual({ path: '/health', port: 'http', scheme: 'HTTP' });
    });

    test('another name is another URL', () => {
      const { backend, objects } = made(make, { name: 'brain' });
      expect(backend.baseUrl).toBe(`http://brain${suffix}.models.svc:${backend.port}/v1`);
      servedBy(objects, `brain${suffix}`, backend.port, backend.peer);
    });

    test('without a key it asks for none; with one, its pods read it from the Secret that it names', () => {
      const open = made(make);
      const closed = made(make, { apiKey: apiKey() });
      const keysOf = ({ backend, objects }: typeof open) =>
        servedBy(objects, host(backend), backend.port, backend.peer)
          .container.env.filter(({ valueFrom }: any) => valueFrom?.secretKeyRef)
          .map(({ valueFrom }: any) => valueFrom.secretKeyRef);
      expect([open.backend.apiKey, keysOf(open)]).toEqual([undefined, []]);
      expect(keysOf(closed)).toEqual([{ name: 'team-keys', key: 'llm' }]);
      expect([closed.backend.apiKey?.secret.name, closed.backend.apiKey?.key]).toEqual(['team-keys', 'llm']);
    });

    test('nobody comes in but whom a web app lets in', () => {
      const { objects } = made(make);
      const policies = objects.filter(
        ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'chatbot-llm',
      );
      expect(policies).toMatchObject([{ spec: { policyTypes: ['Ingress', 'Egress'] } }]);
      expect(policies[0]?.spec.ingress).toBeUndefined();
    });

    test('a web app takes it, in its own namespace or in another', () => {
      const app = new App();
      const backend = make(new door.LlmChart(app, 'chatbot', { namespace: 'models' }), {});
      const image = 'acme.io/shop:1';
      const props =
        'drain' in backend && backend.generatesText
          ? { image, llm: backend }
          : { image, embeddings: backend as door.IEmbeddingBackend };
      const web = new door.LlmWebApp(new door.LlmChart(app, 'shop'), 'web', props);
      const objects = app.charts.flatMap((chart) => chart.toJson() as KubeObject[]);
      expect(web.url).toBe('http://shop-web.shop.svc:8000');
      expect(objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toContain(
        'models/shop-shop-web-to-chatbot-llm-8000',
      );
    });
  },
);

describe.each(chatBackends)('an LLM: %s', (_, make) => {
  test('it generates text, under a name', () => {
    const { backend } = made(make);
    expect([backend.generatesText, backend.servedModelName.length > 0]).toEqual([true, true]);
  });

  test.each([undefined, Duration.seconds(1), Duration.minutes(10)])(
    'its pods outlive its longest answer (%s)',
    (drain) => {
      const { backend, objects } = made(make, { drain });
      const { workload, container } = servedBy(objects, host(backend), backend.port, backend.peer);
      const wait = Number(container.lifecycle.preStop.exec.command[1]);
      if (drain) expect(backend.drain.toSeconds()).toBe(drain.toSeconds());
      expect(workload.spec.terminationGracePeriodSeconds).toBeGreaterThan(wait + backend.drain.toSeconds());
    },
  );
});

describe.each(embeddingBackends)('an embedding backend: %s', (_, make) => {
  test('it has a name, and vectors of a known length', () => {
    const { backend } = made(make);
    expect([backend.embeddingModelName.length > 0, backend.embeddingDimensions]).toEqual([true, 384]);
  });
});
