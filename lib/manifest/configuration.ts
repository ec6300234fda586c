import type { k8s } from 'cdk8s-plus-27';
import { ConfigMapPlan, MetaPlan } from '../plan/objects';
import { Manifest } from './kubernetes';
import { metadata } from './metadata';

export function configMap(plan: ConfigMapPlan): Manifest<k8s.KubeConfigMapProps> {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(plan.meta), body: { data: { ...plan.data } } };
}

/** Without data: applying it again keeps the keys that are there. */
export function emptySecret(meta: MetaPlan): Manifest<k8s.KubeSecretProps> {
  return { apiVersion: 'v1', kind: 'Secret', metadata: metadata(meta), body: { type: 'Opaque' } };
}

export function namespace(meta: MetaPlan): Manifest<k8s.KubeNamespaceProps> {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: metadata(meta), body: {} };
}
