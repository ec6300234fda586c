import type { k8s } from 'cdk8s-plus-27';
import { IngressPlan } from '../plan/ingress';
import { Manifest } from './kubernetes';
import { metadata } from './metadata';

export function ingress({
  meta,
  className,
  host,
  path,
  tlsSecret,
  service,
}: IngressPlan): Manifest<k8s.KubeIngressProps> {
  const backend = { service: { name: service.name, port: { number: service.port } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata(meta),
    body: {
      spec: {
        ...(className !== undefined && { ingressClassName: className }),
        ...(tlsSecret !== undefined && { tls: [{ hosts: [host], secretName: tlsSecret }] }),
        rules: [{ host, http: { paths: [{ path, pathType: 'Prefix', backend }] } }],
      },
    },
  };
}
