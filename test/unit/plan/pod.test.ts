import { TaintEffect } from 'cdk8s-plus-27';
import { planIdentity } from '../../../lib/plan/identity';
import { planPod, programCommand, type PodParts } from '../../../lib/plan/pod';
import { Problems } from '../../../lib/plan/problems';
import type { WorkloadProps } from '../../../lib/props/workload-props';
import { KubernetesVersion } from '../../../lib/values/kubernetes-version';
import { judge, programOf, refusal, secretNamed, siteOf } from './site';

const parts: PodParts = { user: 1000, containers: [], volumes: [], graceSeconds: 30 };

function podOf(props: WorkloadProps, more: Partial<PodParts> = {}, kubernetes = KubernetesVersion.V1_29) {
  const site = siteOf('LlmWebApp', {}, { kubernetes, imagePullSecrets: [secretNamed('pull')] });
  const problems = new Problems('', '');
  return planPod(problems, site, planIdentity(problems, site, props, 'web-app'), props, { ...parts, ...more });
}

test('a pod is complete from its parts alone', () => {
  expect(podOf({ annotations: { note: 'x' } }, { checksums: { config: 'c0ffee' } })).toMatchObject({
    annotations: { note: 'x', 'checksum/config': 'c0ffee' },
    serviceAccount: 'chatbot-app',
    mountToken: false,
    imagePullSecrets: ['pull'],
    user: 1000,
    group: 1000,
    init: [],
    nodeSelector: {},
    tolerations: [],
    priorityClassName: undefined,
    preStopSleep: false,
  });
});

test('the caller places it: its tolerations follow those of the construct', () => {
  const own = { key: 'nvidia.com/gpu', effect: 'NoSchedule' };
  const given = { key: 'team', value: 'search', effect: TaintEffect.NO_EXECUTE };
  const props = { nodeSelector: { disk: 'ssd' }, tolerations: [given], priorityClassName: 'high' };
  expect(podOf(props, { tolerations: [own], group: 0, mountToken: true })).toMatchObject({
    group: 0,
    mountToken: true,
    nodeSelector: { disk: 'ssd' },
    tolerations: [own, given],
    priorityClassName: 'high',
  });
});

const sleeps = test.each<[KubernetesVersion, boolean]>;

sleeps([
  [KubernetesVersion.V1_29, false],
  [KubernetesVersion.V1_30, true],
  [KubernetesVersion.V1_36, true],
])('Kubernetes %s: the kubelet sleeps before the stop is %s', (version, preStopSleep) => {
  expect(podOf({}, {}, version).preStopSleep).toBe(preStopSleep);
});

test('a program is started by the Node of its image', () => {
  expect(programCommand(programOf('chat-app'))).toEqual(['node', '/app/chat-app.js']);
});

const label = (prop: string, key: string, given: string) =>
  `"${prop}["${key}"]" must be at most 63 letters, digits, "-", "_", ".", got "${given}"`;
const rules = test.each<[string, WorkloadProps, ...string[]]>;

rules([
  ['a node label and a taint with a prefix', { nodeSelector: { 'a.io/b': 'c' }, tolerations: [{ key: 'a.io/b' }] }],
  ['a node label that is none', { nodeSelector: { disk: 's s d' } }, label('nodeSelector', 'disk', 's s d')],
  [
    'a taint without a name',
    { tolerations: [{ key: '' }] },
    '"tolerations key" must be a name such as "team" or "acme.io/team", got ""',
  ],
  [
    'the first of two taints of one name',
    {
      tolerations: [
        { key: 'team', value: 'a b' },
        { key: 'team', value: 'c' },
      ],
    },
    label('tolerations', 'team', 'a b'),
  ],
  ['a priority class with dots', { priorityClassName: 'high.acme' }],
  [
    'a priority class with a space',
    { priorityClassName: 'very high' },
    '"priorityClassName" must be the name of a PriorityClass, got "very high"',
  ],
])('placement: %s', (_, props, ...violations) => {
  const site = siteOf('LlmWebApp');
  const identity = planIdentity(new Problems('', ''), site, {}, 'web-app');
  const message = judge('LlmWebApp', (problems) => planPod(problems, site, identity, props, parts));
  expect(message).toBe(refusal('LlmWebApp', violations));
});
