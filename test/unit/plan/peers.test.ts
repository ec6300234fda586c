import { networkPolicy } from '../../../lib/manifest/network-policy';
import { policiesOf } from '../../../lib/plan/edges';
import { planIdentity } from '../../../lib/plan/identity';
import { checkEdge, edgeWith, reach } from '../../../lib/plan/peers';
import { Problems } from '../../../lib/plan/problems';
import { NetworkPeer } from '../../../lib/values/network-peer';
import { refusal, siteOf, verdict } from './site';

const identity = planIdentity(new Problems('', ''), siteOf('LlmWebApp'), {}, 'web-app');
const policies = (...peers: NetworkPeer[]) =>
  policiesOf(identity, ...peers.map((peer) => reach({ peer, port: 3100 }, 'chatbot'))).map((plan) =>
    networkPolicy(plan),
  );
const egress = (peer: NetworkPeer) => (policies(peer)[0]!.body as any).spec.egress;
const dns = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};
const elsewhere = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'logging' } } };
const lets = test.each<[string, NetworkPeer, object]>;

lets([
  ['pods of these manifests', NetworkPeer.pods('chatbot', { a: 'b' }), { podSelector: { matchLabels: { a: 'b' } } }],
  [
    'pods of another namespace',
    NetworkPeer.existingPods('logging', { a: 'b' }),
    { ...elsewhere, podSelector: { matchLabels: { a: 'b' } } },
  ],
  ['all pods of a namespace', NetworkPeer.existingPods('logging'), { ...elsewhere, podSelector: {} }],
  ['addresses', NetworkPeer.addresses('10.20.0.0/16'), { ipBlock: { cidr: '10.20.0.0/16' } }],
  [
    'the internet',
    NetworkPeer.internet(),
    {
      ipBlock: {
        cidr: '0.0.0.0/0',
        except: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
      },
    },
  ],
])('the way to %s is open, and names are resolved', (_, peer, to) => {
  expect(egress(peer)).toEqual([dns, { to: [to], ports: [{ port: 3100, protocol: 'TCP' }] }]);
});

test('pods of these manifests are told to let the client in, pods of others are left alone', () => {
  const [, ...farEnds] = policies(NetworkPeer.pods('chatbot', { a: 'b' }), NetworkPeer.existingPods('logging'));
  expect(farEnds.map(({ body }: any) => body.spec)).toEqual([
    {
      podSelector: { matchLabels: { a: 'b' } },
      policyTypes: ['Ingress'],
      ingress: [
        { from: [{ podSelector: { matchLabels: identity.selector } }], ports: [{ port: 3100, protocol: 'TCP' }] },
      ],
    },
  ]);
});

test('who is reached twice gets one edge, and who reaches nobody gets none, not even for names', () => {
  expect(egress(NetworkPeer.internet())).toHaveLength(2);
  expect(policies(NetworkPeer.internet(), NetworkPeer.internet())).toEqual(policies(NetworkPeer.internet()));
  expect(policies()[0]!.body).toEqual({
    spec: { podSelector: { matchLabels: identity.selector }, policyTypes: ['Ingress', 'Egress'] },
  });
});

test('an edge is written alike in both directions', () => {
  expect(edgeWith({ peer: NetworkPeer.pods('a', { b: 'c' }), port: 1 }, 'a')).toEqual({
    peers: [{ pods: { b: 'c' } }],
    ports: [{ port: 1, protocol: 'TCP' }],
  });
});

test('labels are copied on their way in and out', () => {
  const labels = { a: 'b' };
  const peer = NetworkPeer.existingPods('logging', labels);
  labels.a = 'c';
  peer.labels.a = 'd';
  expect(peer.labels).toEqual({ a: 'b' });
});

const range = (given: string) => `"egress.peer" must be IPv4 addresses such as "10.20.0.0/16", got "${given}"`;
const rules = test.each<[string, NetworkPeer, number, ...string[]]>;

rules([
  ['one address', NetworkPeer.addresses('10.20.0.7/32'), 1],
  ['every address', NetworkPeer.addresses('0.0.0.0/0'), 65535],
  ['an address without a mask', NetworkPeer.addresses('10.20.0.7'), 443, range('10.20.0.7')],
  ['bits that the mask does not cover', NetworkPeer.addresses('10.20.0.7/16'), 443, range('10.20.0.7/16')],
  ['a mask of 33 bits', NetworkPeer.addresses('10.20.0.0/33'), 443, range('10.20.0.0/33')],
  ['a host name', NetworkPeer.addresses('proxy/32'), 443, range('proxy/32')],
  [
    'a namespace and a port that are none',
    NetworkPeer.existingPods('Logging'),
    0,
    '"egress.port" must be a whole number from 1 to 65535, got 0',
    '"egress.peer" must be pods of a namespace, got "Logging"',
  ],
  [
    'a label with a space',
    NetworkPeer.existingPods('logging', { a: 'b c' }),
    443,
    '"egress.peer["a"]" must be at most 63 letters, digits, "-", "_", ".", got "b c"',
  ],
])('a peer: %s', (_, peer, port, ...violations) => {
  const problems = new Problems('LlmWebApp', 'chatbot/app');
  checkEdge(problems, 'egress', { peer, port });
  expect(verdict(() => problems.throwIfAny())).toBe(refusal('LlmWebApp', violations));
});
