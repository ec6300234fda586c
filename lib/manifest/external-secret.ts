import type { ExternalSecretProps } from '../../imports/external-secrets.io';
import { ExternalSecretPlan } from '../plan/secret-refs';
import { Manifest } from './kubernetes';
import { metadata } from './metadata';

/** The Secret goes with it: nobody is left with a copy that no store refreshes. */
export function externalSecret(plan: ExternalSecretPlan): Manifest<ExternalSecretProps> {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: metadata(plan.meta),
    body: {
      spec: {
        refreshInterval: `${plan.refreshSeconds}s`,
        secretStoreRef: { kind: plan.storeKind, name: plan.store },
        target: { name: plan.meta.name, creationPolicy: 'Owner' },
        data: plan.keys.map(({ name, key, property }) => ({
          secretKey: name,
          remoteRef: { key, ...(property !== undefined && { property }) },
        })),
      },
    },
  };
}
