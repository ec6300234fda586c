import * as edges from '../../../lib/plan/edges';
import { planIdentity } from '../../../lib/plan/identity';
import type { PolicyPlan } from '../../../lib/plan/objects';
import { Problems } from '../../../lib/plan/problems';
import { siteOf } from './site';

const client = planIdentity(
  new Problems('', ''),
  siteOf('LlmWebApp'),
  { name: 'web', selector: { app: 'web' } },
  'web-app',
);
const instance = (name: string) => ({ 'app.kubernetes.io/instance': name });
const database = { namespace: 'chatbot', labels: instance('db'), port: 5432 };
const llm = { namespace: 'models', labels: instance('llm'), port: 8000 };
const tcp = (...ports: number[]) => ports.map((port) => ({ port, protocol: 'TCP' }));

/** What differs between the policies: name, place, pods and edges. */
const short = ({ meta, pods, ingress, egress }: PolicyPlan) => ({
  name: `${meta.namespace}/${meta.name}`,
  pods,
  ingress,
  egress,
});

test('names are resolved by the DNS of the cluster, over UDP and TCP', () => {
  expect(edges.DNS).toEqual({
    peers: [{ namespace: 'kube-system', pods: { 'k8s-app': 'kube-dns' } }],
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  });
});

test('the internet is everywhere but the private networks', () => {
  const except = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];
  expect(edges.internet(443)).toEqual({ peers: [{ cidr: '0.0.0.0/0', except }], ports: tcp(443) });
});

test('anywhere has no peers, and as many ports as are given', () => {
  expect(edges.anywhere(443, 6443)).toEqual({ peers: [], ports: tcp(443, 6443) });
});

test('a workload without edges is closed in both directions', () => {
  expect(short(edges.policyOf(client))).toEqual({ name: 'chatbot/web', pods: { app: 'web' }, ingress: [], egress: [] });
});

test('a client reaches its servers and the DNS, and each server lets it in, from another namespace by its name', () => {
  const plans = edges.policiesOf(client, { servers: [database, llm], ingress: [edges.anywhere(8080)], egress: [] });
  const far = { pods: { app: 'web' }, namespace: 'chatbot' };
  expect(plans.map(short)).toEqual([
    {
      name: 'chatbot/web',
      pods: { app: 'web' },
      ingress: [{ peers: [], ports: tcp(8080) }],
      egress: [
        edges.DNS,
        { peers: [{ pods: instance('db') }], ports: tcp(5432) },
        { peers: [{ pods: instance('llm'), namespace: 'models' }], ports: tcp(8000) },
      ],
    },
    {
      name: 'chatbot/web-to-db-5432',
      pods: instance('db'),
      ingress: [{ peers: [{ pods: { app: 'web' } }], ports: tcp(5432) }],
      egress: undefined,
    },
    {
      name: 'models/chatbot-web-to-llm-8000',
      pods: instance('llm'),
      ingress: [{ peers: [far], ports: tcp(8000) }],
      egress: undefined,
    },
  ]);
});

test('two backends on the same pods are one edge, on another port another', () => {
  const servers = [llm, { ...llm, labels: { ...llm.labels } }, { ...llm, port: 9000 }];
  const plans = edges.policiesOf(client, { servers, ingress: [], egress: [edges.internet(443)] });
  expect(plans.map(({ meta }) => meta.name)).toEqual(['web', 'chatbot-web-to-llm-8000', 'chatbot-web-to-llm-9000']);
  expect(plans[0]?.egress).toHaveLength(4);
});

const names = test.each<[string, Record<string, string>, string]>;

names([
  ['the instance', instance('db'), 'web-to-db-5432'],
  ['a checksum without instance', { app: 'db' }, 'web-to-bf6d66a2-5432'],
  ['a checksum where more labels tell it from a neighbour', { ...instance('db'), tier: 'a' }, 'web-to-282f1017-5432'],
  ['a checksum where the instance is no DNS label', instance('My_DB'), 'web-to-095c18ca-5432'],
])('the far end is named by %s', (_, labels, name) => {
  expect(edges.admission(client, { ...database, labels }).meta.name).toBe(name);
});
