import { Duration } from 'cdk8s';
import * as door from '../../../lib';
import { verdict } from '../plan/site';
import { neighbours } from '../plan/web-app';
import * as full from '../full-props';
import * as app from '../full-web-app';
import { synth } from '../synth';

/** A value of every kind but one of its own: what a caller without a compiler may pass. */
const kinds = {
  nothing: null,
  number: 5,
  string: 'text',
  boolean: true,
  map: {},
  list: [],
  Duration: Duration.hours(1),
};

/** A path to every part of these props, and what is wrong in its place. */
function mistakes(good: unknown, path: readonly string[] = []): [path: readonly string[], kind: string][] {
  const inside = kindOf(good) === 'map' || kindOf(good) === 'list' ? Object.entries(good as object) : [];
  // An object of a class may be a struct too: it is known by its members only.
  const same = kindOf(good) === 'map' ? ['map', 'Duration'] : [kindOf(good)];
  const here = path.length === 0 ? [] : Object.keys(kinds).filter((kind) => !same.includes(kind));
  return [
    ...here.map((kind): [readonly string[], string] => [path, kind]),
    ...inside.flatMap(([key, value]) => mistakes(value, [...path, key])),
  ];
}

function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === null ? 'nothing' : typeof value;
  if (Array.isArray(value)) return 'list';
  return Object.getPrototypeOf(value) === Object.prototype ? 'map' : value.constructor.name;
}

function replaced(good: any, [key, ...rest]: readonly string[], wrong: unknown): any {
  if (key === undefined) return wrong;
  const copy = Array.isArray(good) ? [...good] : { ...good };
  copy[key] = replaced(good[key], rest, wrong);
  return copy;
}

/** Every mistake is answered by the construct itself, and the answer names the prop. */
function expectAnswers(construct: string, prop: string, all: object, write: (props: any) => unknown): void {
  const mute = mistakes(all).filter(([path, kind]) => {
    const message = verdict(() => write(replaced(all, path, kinds[kind as keyof typeof kinds])));
    const named = [prop, path[0]].filter(Boolean).join('.');
    return !new RegExp(`^\\S+ \\(${construct}\\): \\d+ problems?\n`).test(message) || !message.includes(`"${named}`);
  });
  expect(mute.map(([path, kind]) => `${path.join('.')}: ${kind}`)).toEqual([]);
}

type Make = (chart: door.LlmChart, props: any) => unknown;
/** A backend that does both has members of which each of its parts asks only its own. */
const without = (all: object, ...names: string[]) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));
const llm = without(app.backend, 'embeddingModelName', 'embeddingDimensions');
const embeddings = without(app.backend, 'servedModelName', 'generatesText', 'drain');
const llmWebApp = {
  ...app.llmWebApp,
  llm,
  embeddings,
  moreLlms: { router: llm },
  moreEmbeddings: { archive: embeddings },
};

const constructs = test.each<[string, object, Make]>;

constructs([
  ['LlmWebApp', llmWebApp, (chart, props) => new door.LlmWebApp(chart, 'it', props)],
  ['MockLlm', full.mockLlm, (chart, props) => new door.MockLlm(chart, 'it', props)],
  ['GpuInference', full.gpuInference, (chart, props) => new door.GpuInference(chart, 'it', props)],
  ['KServeInference', full.kserveInference, (chart, props) => new door.KServeInference(chart, 'it', props)],
  ['EmbeddingInference', full.embeddingInference, (chart, props) => new door.EmbeddingInference(chart, 'it', props)],
  ['VectorDbStatefulSet', full.vectorDb, (chart, props) => new door.VectorDbStatefulSet(chart, 'it', props)],
  ['ExternalLlm', full.externalLlm, (chart, props) => new door.ExternalLlm(chart, 'it', props)],
  ['LlmGateway', full.llmGateway, (chart, props) => new door.LlmGateway(chart, 'it', props)],
  ['platform', full.platform, (chart, props) => door.Platform.attach(chart, props)],
])('%s names every prop whose value is of the wrong kind', (construct, all, make) => {
  expectAnswers(construct, '', all, (props) => synth((chart) => make(chart, props)));
});

test('props that are none are refused as a whole', () => {
  const message = verdict(() => synth((chart) => new door.MockLlm(chart, 'it', null as never)));
  expect(message).toBe('chatbot/it (MockLlm): 1 problem\n  - "props" must be an object, got null');
});

test('LlmChart names every prop whose value is of the wrong kind', () => {
  expectAnswers('LlmChart', '', full.llmChart, (props) => synth(() => undefined, props));
});

const { AppAuth, AppPreset, Autoscaling, EnvSource, Exposure, SecretRef } = door;
const own = (props: door.LlmWebAppProps) =>
  synth((chart) => new door.LlmWebApp(chart, 'web', { image: 'a/b:1', services: neighbours, ...props }));
const from = (ref: door.SecretRef) => own({ envFrom: [EnvSource.secret(ref)] });
const values = test.each<[prop: string, object, (props: any) => unknown]>;

values([
  ['autoscaling', app.hpa, (props) => own({ autoscaling: Autoscaling.hpa(props) })],
  ['autoscaling', app.keda, (props) => own({ autoscaling: Autoscaling.keda(props) })],
  ['exposure.loadBalancer', app.loadBalancer, (props) => own({ exposure: Exposure.loadBalancer(props) })],
  ['exposure.ingress', app.ingress, (props) => own({ exposure: Exposure.ingress(props) })],
  ['exposure.gateway', app.gateway, (props) => own({ exposure: Exposure.gateway(props) })],
  ['auth', app.oauth2Proxy, (props) => own({ auth: AppAuth.oauth2Proxy(props) })],
  ['preset', app.appPreset, (props) => own({ preset: AppPreset.of(props) })],
  ['envFrom[0].external', app.externalSecret, (props) => from(SecretRef.external(props))],
  ['envFrom[0].generated', app.generatedSecret, (props) => from(SecretRef.generated(props))],
])('%s: a value made of the wrong kinds is named', (prop, all, write) => {
  expectAnswers('LlmWebApp', prop, all, write);
});
