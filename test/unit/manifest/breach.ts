import { programs } from '../programs';
import { find, type KubeObject, synth } from '../synth';
import type { Rule } from './templates';

/** A chat app on the mock, with one thing changed, and the sentences of the rule that must find it. */
export type Breach = [change: (objects: KubeObject[]) => unknown, ...sentences: string[]];

/** No rule may be one that cannot fail: each has to find its breaches, and nothing else. */
export function findsBreaches<Name extends string>(rules: Record<Name, Rule>, breaches: Record<Name, Breach[]>): void {
  const cases = Object.entries<Breach[]>(breaches).flatMap(([name, rows]) =>
    rows.map(([change, ...sentences]) => [name as Name, sentences, change] as const),
  );
  test.each(cases)('"%s" finds %j', (name, sentences, change) => {
    const objects = synth(programs['a chat app on the mock']!);
    change(objects);
    expect(rules[name](objects)).toEqual(sentences);
  });
}

/** Changes one object. */
export const object =
  (title: string, change: (object: any) => unknown): Breach[0] =>
  (objects) =>
    change(find(objects, title));

/** Changes the spec of a pod template, or its labels. */
export const pod = (title: string, change: (spec: any, labels: any) => unknown): Breach[0] =>
  object(title, ({ spec: { template } }) => change(template.spec, template.metadata.labels));

/** Changes a container of the web app. */
export const web = (change: (container: any) => unknown): Breach[0] =>
  pod('Deployment/chatbot-web', (spec) => change(spec.containers[0]));
export const init = (change: (container: any) => unknown): Breach[0] =>
  pod('Deployment/chatbot-web', (spec) => change(spec.initContainers[0]));

/** An Ingress that leads to a Service. */
export const ingress = (name: string, port: number): KubeObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'chatbot-web', namespace: 'chatbot' },
  spec: { rules: [{ http: { paths: [{ backend: { service: { name, port: { number: port } } } }] } }] },
});

/** Changes a NetworkPolicy. */
export const policy = (name: string, change: (spec: any) => unknown): Breach[0] =>
  object(`NetworkPolicy/${name}`, ({ spec }) => change(spec));
