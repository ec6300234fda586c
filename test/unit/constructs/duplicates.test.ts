import { ApiObject, App } from 'cdk8s';
import { Gpu, GpuInference, KServeInference, LlmChart, MockLlm, Model, ModelCache } from '../../../lib';

const appWith = (name: string) => {
  const app = new App();
  const chart = new LlmChart(app, 'a');
  new MockLlm(chart, 'llm');
  new ApiObject(chart, 'mine', { apiVersion: 'v1', kind: 'Service', metadata: { name } });
  return app;
};

test("synth fails over an object of the caller's with a name of ours", () => {
  expect(() => {
    appWith('a-llm').synthYaml();
  }).toThrow('a/mine: Service "a-llm" is there already, at a/llm/Service');
});

test('another name is accepted', () => {
  expect(appWith('mine').synthYaml()).toContain('name: mine');
});

const model = Model.named('Qwen/Qwen3-8B');
const gpu = Gpu.l40s();
const beside = (other: string, first: (chart: LlmChart) => unknown) => () => {
  const app = new App();
  const chart = new LlmChart(app, 'a');
  first(chart);
  new GpuInference(chart, 'other', { name: other, model, gpu });
  return app.synthYaml();
};
const groups = (chart: LlmChart) =>
  new GpuInference(chart, 'x', { name: 'x', model, gpu, nodes: 2, cache: ModelCache.none() });
const kserve = (chart: LlmChart) => new KServeInference(chart, 'x', { name: 'x', model, gpu });

test.each([
  [
    'x-nodes',
    groups,
    'a/other/Service: Service "x-nodes" is the name of what the controller of LeaderWorkerSet "x-nodes" at a/x/Resource makes; give one of them another "name"',
  ],
  [
    'x-kserve',
    kserve,
    'a/other/Resource: Deployment "x-kserve" is the name of what the controller of LLMInferenceService "x" at a/x/Resource makes; give one of them another "name"',
  ],
])('synth fails over a server named %s beside one whose controller makes that name', (other, first, message) => {
  expect(beside(other, first)).toThrow(message);
  expect(beside('other', first)()).toContain('name: other\n');
});
