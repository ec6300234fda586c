import { App } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import * as door from '../../../lib';
import { type KubeObject, ofKind } from '../synth';

/** Every construct that an app may take for an LLM, whether its pods are here or not. */
const llms = describe.each<[string, (chart: door.LlmChart) => door.ILlmBackend]>([
  ['MockLlm', (chart) => new door.MockLlm(chart, 'llm')],
  [
    'GpuInference',
    (chart) => new door.GpuInference(chart, 'llm', { model: door.Model.named('Qwen/Qwen3-8B'), gpu: door.Gpu.l4() }),
  ],
  [
    'KServeInference',
    (chart) => new door.KServeInference(chart, 'llm', { model: door.Model.named('Qwen/Qwen3-8B'), gpu: door.Gpu.l4() }),
  ],
  ['ExternalLlm', external],
  ['ExternalLlm behind a proxy', (chart) => external(chart, 'http://squid.egress.svc:3128')],
  [
    'LlmGateway',
    (chart) => new door.LlmGateway(chart, 'llm', { backends: [new door.MockLlm(chart, 'one'), external(chart)] }),
  ],
]);

function external(chart: door.LlmChart, proxyUrl?: string): door.ILlmBackend {
  const apiKey = { secret: Secret.fromSecretName(chart, 'Keys', 'team-keys'), key: 'groq' };
  const provider = door.LlmProvider.groq();
  return new door.ExternalLlm(chart, 'far', { provider, model: 'llama-3.3-70b', apiKey, proxyUrl });
}

llms('any LLM: %s', (_, make) => {
  const app = new App();
  const chart = new door.LlmChart(app, 'chatbot');
  const llm = make(chart);
  new door.LlmWebApp(chart, 'web', { image: 'acme.io/shop:1', llm });
  const objects = app.charts.flatMap((one) => one.toJson() as KubeObject[]);
  const named = (kind: string, name: RegExp) =>
    ofKind(objects, kind).filter(({ metadata }) => name.test(metadata.name));
  const pod = named('Deployment', /^chatbot-web$/)[0]!.spec.template.spec;

  test('generates text under a name, at the root of an API', () => {
    expect([llm.generatesText, llm.servedModelName === '']).toEqual([true, false]);
    expect(llm.baseUrl).toMatch(/^https?:\/\/[^/]+(\/[^/]+)*\/v1$/);
  });

  test('is found by an app under its URL, with its key, by its name', () => {
    const [url, key, model] = pod.containers[0].env;
    expect([url.value, model.value]).toEqual([llm.baseUrl, llm.servedModelName]);
    expect(key.valueFrom?.secretKeyRef ?? key.value).toEqual(
      llm.apiKey ? { name: llm.apiKey.secret.name, key: llm.apiKey.key } : 'EMPTY',
    );
  });

  test('is reached by one edge of the app, and let in at its own end if that is here', () => {
    const [policy] = named('NetworkPolicy', /^chatbot-web$/);
    const [dns, ...edges] = policy!.spec.egress as any[];
    expect(dns.ports.map(({ port }: any) => port)).toEqual([53, 53]);
    expect(edges.map(({ ports }) => ports)).toEqual([[{ port: llm.port, protocol: 'TCP' }]]);
    const here = llm.peer.type === door.NetworkPeerType.PODS;
    expect(named('NetworkPolicy', /^chatbot-web-to-/)).toHaveLength(here ? 1 : 0);
  });

  test('is waited for by an app that is told to stop', () => {
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(llm.drain.toSeconds());
  });
});
