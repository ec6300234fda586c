import { App, Chart, Size } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-27';
import fc from 'fast-check';
import * as door from '../../lib';
import { name, number, seconds, secret, some, text } from './arbitrary';

const flags = ConfigMap.fromConfigMapName(new Chart(new App(), 'elsewhere'), 'flags', 'team-flags');
const external = fc
  .tuple(
    fc.record({
      store: name,
      keys: fc.dictionary(text(/^X_[A-Z]{1,9}$/), fc.record({ key: fc.string({ minLength: 2 }) }), {
        minKeys: 1,
        maxKeys: 3,
      }),
    }),
    some<Pick<door.ExternalSecretProps, 'storeKind' | 'refreshInterval'>>({
      storeKind: fc.constantFrom(...Object.values(door.SecretStoreKind)),
      refreshInterval: seconds,
    }),
  )
  .map(([own, more]) => door.SecretRef.external({ ...own, ...more }));
const generated = fc
  .tuple(
    fc.uniqueArray(text(/^G_[A-Z]{1,9}$/), { minLength: 1, maxLength: 3 }),
    some<Pick<door.GeneratedSecretProps, 'name' | 'apiServerPorts'>>({
      name: text(/^[a-z]{1,9}$/),
      apiServerPorts: fc.array(number(1, 65_535), { minLength: 1, maxLength: 3 }),
    }),
  )
  .map(([keys, more]) => door.SecretRef.generated({ keys, ...more }));
const prefix = fc.option(text(/^P_$/), { nil: undefined });
/** Variables by the dozen, from sources that do not set the same one. */
export const envFrom = fc
  .tuple(
    fc.tuple(external, prefix).map(([ref, start]) => door.EnvSource.secret(ref, start)),
    fc.tuple(generated, prefix).map(([ref, start]) => door.EnvSource.secret(ref, start)),
    prefix.map((start) => door.EnvSource.secret(door.SecretRef.existing(secret('team-keys')), start)),
    prefix.map((start) => door.EnvSource.configMap(flags, start)),
  )
  .chain((sources) => fc.subarray(sources));

const volume = (kind: string, of: (path: string) => door.AppVolume) =>
  text(new RegExp(`^/${kind}-[a-z]{1,9}$`)).map(of);
export const volumes = fc
  .tuple(
    volume('claim', (path) => door.AppVolume.claim(path, 'team-corpus')),
    volume('flags', (path) => door.AppVolume.configMap(path, flags)),
    volume('secret', (path) => door.AppVolume.secret(path, secret('team-tls'))),
    fc
      .tuple(text(/^\/temporary-[a-z]{1,9}$/), fc.option(fc.integer({ min: 1, max: 9000 }), { nil: undefined }))
      .map(([path, size]) => door.AppVolume.temporary(path, size === undefined ? undefined : Size.mebibytes(size))),
  )
  .chain((all) => fc.subarray(all));
