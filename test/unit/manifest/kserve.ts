import type { KubeObject } from '../synth';

/** Labels that KServe sets on the pods of a server, of a group of them on the leader's. */
const itsLabels = (name: string) => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/part-of': 'llminferenceservice',
});
const SERVES = { 'kserve.io/component': 'workload' };

/** The pod templates that KServe's controller makes of a server: its own labels, and the server's laid over them. */
export function podsOfKServe({ metadata, spec }: KubeObject): any[] {
  const labels = itsLabels(metadata.name);
  const pod = (more: object, of: object) => ({
    metadata: { labels: { ...labels, ...more, ...spec.labels }, annotations: spec.annotations },
    spec: of,
  });
  const first = spec.worker ? 'leader' : '';
  return [
    pod(
      { ...SERVES, 'app.kubernetes.io/component': `llminferenceservice-workload${first && `-${first}`}` },
      spec.template,
    ),
    ...(spec.worker
      ? [pod({ 'app.kubernetes.io/component': 'llminferenceservice-workload-worker' }, spec.worker)]
      : []),
  ];
}

/** The Service that it makes: of the server's name with a word behind it, to the port 8000 of the pods that serve. */
export function serviceOfKServe({ metadata }: KubeObject): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `${metadata.name}-kserve-workload-svc`, namespace: metadata.namespace },
    spec: {
      type: 'ClusterIP',
      selector: { ...itsLabels(metadata.name), ...SERVES },
      ports: [{ name: 'http', port: 8000, targetPort: 8000, protocol: 'TCP' }],
    },
  };
}
