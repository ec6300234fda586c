import { App, Yaml } from 'cdk8s';
import type { Construct } from 'constructs';
import fc, { type Arbitrary } from 'fast-check';
import * as door from '../../lib';
import * as arbitrary from './arbitrary-props';
import { breaches } from './manifest/rules';
import { type KubeObject, parse } from './synth';

/** Makes a construct called `it`; an error of any other construct would be one of this test. */
type Make<Props> = (chart: door.LlmChart, props: Props) => Construct;

/** Whatever the props: an error at the construct's own path, or manifests that keep all rules, in YAML too. */
function holds<Props>(props: Arbitrary<Props>, make: Make<Props>): void {
  const verdicts = { accepted: 0, refused: 0 };
  const property = fc.property(props, (given) => {
    const app = new App();
    const chart = new door.LlmChart(app, 'chatbot');
    const [construct, message] = attempt(() => make(chart, given));
    if (!construct) {
      expect(message).toMatch(/^chatbot\/it \(\w+\): \d+ problems?\n/);
      verdicts.refused++;
      return;
    }
    expect(breaches(app.charts.flatMap((one) => one.toJson() as KubeObject[]))).toEqual([]);
    const written = chart.toJson() as KubeObject[];
    expect(parse(Yaml.stringify(...written))).toEqual(written);
    verdicts.accepted++;
  });
  fc.assert(property, { seed: 20_261_121, numRuns: 100 });
  expect(verdicts.accepted).toBeGreaterThanOrEqual(0.7 * (verdicts.accepted + verdicts.refused));
  expect(verdicts.refused).toBeGreaterThan(0);
}

function attempt<T>(make: () => T): [made?: T, message?: string] {
  try {
    return [make()];
  } catch (error) {
    return [undefined, (error as Error).message];
  }
}

/** Warnings of open doors: hundreds of them. */
beforeAll(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterAll(() => {
  jest.restoreAllMocks();
});

test('any MockLlm', () => {
  holds(arbitrary.mockLlm, (chart, props) => new door.MockLlm(chart, 'it', props));
});

test('any GpuInference', () => {
  holds(arbitrary.gpuInference, (chart, props) => new door.GpuInference(chart, 'it', props));
});

test('any KServeInference, with an app in front', () => {
  holds(arbitrary.kserveInference, (chart, props) => {
    const llm = new door.KServeInference(chart, 'it', props);
    return new door.LlmWebApp(chart, 'web', { image: 'acme.io/shop:1', llm });
  });
});

test('any EmbeddingInference, with an app in front', () => {
  holds(arbitrary.embeddingInference, (chart, props) => {
    const embeddings = new door.EmbeddingInference(chart, 'it', props);
    return new door.LlmWebApp(chart, 'web', { image: 'acme.io/shop:1', embeddings });
  });
});

test('any ExternalLlm, with an app in front', () => {
  holds(arbitrary.externalLlm, (chart, props) => {
    const llm = new door.ExternalLlm(chart, 'it', props);
    return new door.LlmWebApp(chart, 'web', { image: 'acme.io/shop:1', llm });
  });
});

test('any LlmGateway', () => {
  holds(arbitrary.llmGateway, (chart, props) => {
    const llm = new door.MockLlm(chart, 'llm');
    const other = new door.MockLlm(chart, 'other');
    return new door.LlmGateway(chart, 'it', { ...props, backends: [llm, other] });
  });
});

test('any VectorDbStatefulSet', () => {
  holds(arbitrary.vectorDb, (chart, props) => new door.VectorDbStatefulSet(chart, 'it', props));
});

test('any LlmWebApp', () => {
  holds(arbitrary.llmWebApp, (chart, props) => {
    const llm = new door.MockLlm(chart, 'llm');
    const database = new door.VectorDbStatefulSet(chart, 'db');
    return new door.LlmWebApp(chart, 'it', { ...props, llm, embeddings: llm, database });
  });
});
