import { ApiObject, App, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { Gpu, GpuInference, LlmChart, LlmGateway, LlmWebApp, MockLlm, Model, VectorDbStatefulSet } from '../../../lib';
import { llmWebApp } from '../full-web-app';
import { neighbours } from '../plan/web-app';

const gpu = { model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.l4() };
type Make = (chart: LlmChart) => Construct;
const constructs: [string, kind: string, Make, children: string][] = [
  [
    'MockLlm',
    'Deployment',
    (chart) => new MockLlm(chart, 'it'),
    'ServiceAccount Config Service NetworkPolicy Resource',
  ],
  [
    'GpuInference',
    'Deployment',
    (chart) => new GpuInference(chart, 'it', gpu),
    'ServiceAccount Cache DownloadNetworkPolicy DownloadJob CompileCache Service NetworkPolicy Resource',
  ],
  [
    'VectorDbStatefulSet',
    'StatefulSet',
    (chart) => new VectorDbStatefulSet(chart, 'it'),
    'ServiceAccount Secret SecretServiceAccount SecretRole SecretRoleBinding SecretNetworkPolicy SecretJob Scripts Service HeadlessService NetworkPolicy Resource',
  ],
  [
    'LlmGateway',
    'Deployment',
    (chart) => new LlmGateway(chart, 'it', { backends: [new MockLlm(chart, 'first'), new MockLlm(chart, 'second')] }),
    'ServiceAccount Key KeyServiceAccount KeyRole KeyRoleBinding KeyNetworkPolicy KeyJob Config Service NetworkPolicy NetworkPolicy1 NetworkPolicy2 Budget Resource',
  ],
  [
    'an LlmWebApp with everything around it',
    'Deployment',
    (chart) => new LlmWebApp(chart, 'it', { ...llmWebApp, replicas: undefined, serviceAccount: undefined }),
    'ServiceAccount schema files External-shop-vault Secret-shop-session Secret-shop-sessionServiceAccount Secret-shop-sessionRole Secret-shop-sessionRoleBinding Secret-shop-sessionNetworkPolicy Secret-shop-sessionJob Service Route Route1 NetworkPolicy NetworkPolicy1 NetworkPolicy2 Budget Autoscaler Monitor Resource',
  ],
  [
    'LlmWebApp',
    'Deployment',
    (chart) => new LlmWebApp(chart, 'it', { image: 'acme.io/shop:1', services: neighbours }),
    'ServiceAccount Service NetworkPolicy Resource',
  ],
];

describe.each(constructs)('%s', (_, kind, make, children) => {
  test('has its workload as a child called Resource, which is its default child', () => {
    const construct = make(new LlmChart(new App(), 'chatbot'));
    const resource = construct.node.findChild('Resource');
    expect(construct.node.defaultChild).toBe(resource);
    expect(ApiObject.of(construct)).toBe(resource);
    expect(ApiObject.of(construct).kind).toBe(kind);
  });

  test('has its objects under ids that a reader can rely on', () => {
    const objects = make(new LlmChart(new App(), 'chatbot')).node.children.filter((child) =>
      ApiObject.isApiObject(child),
    );
    expect(objects.map(({ node }) => node.id).join(' ')).toBe(children);
  });

  test('lets its reader change what it writes, with fields that are newer than the types too', () => {
    const construct = make(new LlmChart(new App(), 'chatbot'));
    const container = '/spec/template/spec/containers/0';
    ApiObject.of(construct).addJsonPatch(
      JsonPatch.add('/spec/template/spec/resources', { requests: { cpu: '1' } }),
      JsonPatch.add(`${container}/restartPolicyRules`, [{ action: 'Restart' }]),
      JsonPatch.add(`${container}/lifecycle`, { stopSignal: 'SIGUSR1', preStop: { sleep: { seconds: 1 } } }),
      JsonPatch.replace('/spec/replicas', 7),
    );
    const { spec } = ApiObject.of(construct).toJson() as { spec: any };
    expect(spec.replicas).toBe(7);
    expect(spec.template.spec.resources).toEqual({ requests: { cpu: '1' } });
    expect(spec.template.spec.containers[0]).toMatchObject({
      restartPolicyRules: [{ action: 'Restart' }],
      lifecycle: { stopSignal: 'SIGUSR1', preStop: { sleep: { seconds: 1 } } },
    });
  });
});
