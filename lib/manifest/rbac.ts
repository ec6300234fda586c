import type { k8s } from 'cdk8s-plus-27';
import { MetaPlan } from '../plan/objects';
import { Manifest } from './kubernetes';
import { metadata } from './metadata';

export function serviceAccount(meta: MetaPlan): Manifest<k8s.KubeServiceAccountProps> {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadata(meta),
    body: { automountServiceAccountToken: false },
  };
}

/** Reading and patching one Secret by its name: `create` cannot be limited to a name, so the Secret is in the manifests. */
export function secretFiller(meta: MetaPlan, secretName: string): Manifest<k8s.KubeRoleProps> {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: metadata(meta),
    body: {
      rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: [secretName], verbs: ['get', 'patch'] }],
    },
  };
}

/** Binds the Role to the ServiceAccount of the same name. */
export function roleBinding(meta: MetaPlan): Manifest<k8s.KubeRoleBindingProps> {
  const { name, namespace } = meta;
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: metadata(meta),
    body: {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  };
}
