import type { WorkloadProps } from '../props/workload-props';
import { ExternalSecretProps } from '../values/external-secret-props';
import { GeneratedSecretProps } from '../values/generated-secret-props';
import { SecretRef } from '../values/secret-ref';
import { SecretStoreKind } from '../values/secret-store-kind';
import { FillJobPlan, planFillJob } from './fill-job';
import { Identity, metaOf } from './identity';
import { MetaPlan } from './objects';
import { Problems } from './problems';
import { ProgramRef, Site } from './site';
import { checkSeconds, isDnsLabel, isDnsSubdomain } from './syntax';

/** A Secret that external-secrets makes, under the name of this object. */
export interface ExternalSecretPlan {
  readonly meta: MetaPlan;
  readonly store: string;
  readonly storeKind: `${SecretStoreKind}`;
  readonly refreshSeconds: number;
  readonly keys: readonly { readonly name: string; readonly key: string; readonly property?: string }[];
}

/** The objects that a workload's references need. A Secret that is there already needs none. */
export interface SecretRefsPlan {
  readonly externalSecrets: readonly ExternalSecretPlan[];
  readonly fillJobs: readonly FillJobPlan[];
}

/** The name of the Secret behind a reference: the team's own, or the workload's with a word behind it. */
export function secretNameOf({ name }: Identity, { secret, externalProps, generatedProps }: SecretRef): string {
  if (secret) return secret.name;
  return `${name}-${externalProps?.name ?? generatedProps?.name ?? (externalProps ? 'external' : 'generated')}`;
}

/** The keys of the Secret, as far as this program knows them. */
export function secretKeysOf({ externalProps, generatedProps }: SecretRef): string[] {
  return generatedProps?.keys ?? Object.keys(externalProps?.keys ?? {});
}

export function planSecretRefs(
  problems: Problems,
  site: Site,
  identity: Identity,
  props: WorkloadProps,
  refs: readonly SecretRef[],
  program: () => ProgramRef,
): SecretRefsPlan {
  checkNames(problems, identity, refs);
  const suffixOf = (ref: SecretRef) => secretNameOf(identity, ref).slice(identity.name.length);
  return {
    externalSecrets: refs.flatMap((ref) =>
      ref.externalProps ? [planExternal(problems, metaOf(identity, suffixOf(ref)), ref.externalProps)] : [],
    ),
    fillJobs: refs.flatMap((ref) =>
      ref.generatedProps
        ? [planGenerated(problems, site, props, identity, suffixOf(ref), ref.generatedProps, program())]
        : [],
    ),
  };
}

function planExternal(problems: Problems, meta: MetaPlan, props: ExternalSecretProps): ExternalSecretPlan {
  const { store, storeKind = SecretStoreKind.SECRET_STORE, refreshInterval } = props;
  problems.require(isDnsSubdomain(store), 'envFrom.external.store', 'the name of a store', store);
  const keys = Object.entries(props.keys).map(([name, { key, property }]) => ({ name, key, property }));
  problems.require(keys.length > 0, 'envFrom.external.keys', 'at least one key', props.keys);
  for (const { name, key } of keys)
    problems.require(
      key.trim() !== '',
      `envFrom.external.keys["${name}"].key`,
      'the name of a secret in the store',
      key,
    );
  const refreshSeconds = checkSeconds(problems, 'envFrom.external.refreshInterval', refreshInterval, 3600);
  return { meta, store, storeKind, refreshSeconds, keys };
}

function planGenerated(
  problems: Problems,
  site: Site,
  props: WorkloadProps,
  owner: Identity,
  suffix: string,
  { keys, apiServerPorts }: GeneratedSecretProps,
  program: ProgramRef,
): FillJobPlan {
  problems.require(keys.length > 0, 'envFrom.generated.keys', 'at least one key', keys);
  const content = [{ name: 'SECRET_KEYS', value: keys.join(',') }];
  return planFillJob(problems, site, props, {
    owner,
    secret: metaOf(owner, suffix),
    suffix,
    content,
    apiServerPorts,
    program,
  });
}

/** A Job's name adds eight characters and a hyphen, and is a label of its pods. */
function checkNames(problems: Problems, identity: Identity, refs: readonly SecretRef[]): void {
  const names = refs.map((ref) => secretNameOf(identity, ref));
  refs.forEach((ref, index) => {
    const name = names[index] ?? '';
    if (ref.secret) problems.require(isDnsSubdomain(name), 'envFrom.secret', 'the name of a Secret', name);
    else if (names.indexOf(name) !== index)
      problems.add(`"envFrom" makes two Secrets called "${name}": give one of them another "name"`);
    else
      problems.require(
        isDnsLabel(name) && name.length <= 54,
        ref.externalProps ? 'envFrom.external.name' : 'envFrom.generated.name',
        'at most 54 lower-case letters, digits and "-" behind the name of the app',
        name,
      );
  });
}
