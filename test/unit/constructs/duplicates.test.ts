import { ApiObject, App } from 'cdk8s';
import { LlmChart, MockLlm } from '../../../lib';

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
