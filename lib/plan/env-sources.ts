import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { EnvSource } from '../values/env-source';
import { SecretRef } from '../values/secret-ref';
import { Identity } from './identity';
import { dataOf } from './known-config';
import { EnvSourcePlan } from './objects';
import { Part } from './part';
import { Problems } from './problems';
import { secretKeysOf, secretNameOf } from './secret-refs';
import { checkEnvName, isDnsSubdomain } from './syntax';

/** Variables that come from Secrets and ConfigMaps as a whole. */
export function planEnvSources(problems: Problems, identity: Identity, { envFrom = [] }: LlmWebAppProps): Part {
  for (const [index, { config, prefix }] of envFrom.entries()) {
    const at = `envFrom[${index}]`;
    if (config) problems.require(isDnsSubdomain(config.name), at, 'the name of a ConfigMap', config.name);
    if (prefix !== undefined) checkEnvName(problems, `${at}.prefix`, prefix);
  }
  return { envFrom: envFrom.flatMap((source) => sourcePlan(identity, source)) };
}

/** The references among the sources, each once. */
export function secretRefsOf({ envFrom = [] }: LlmWebAppProps): SecretRef[] {
  return [...new Set(envFrom.map(({ secretRef }) => secretRef).filter((ref) => ref !== undefined))];
}

/**
 * Every variable comes from one place: Kubernetes would silently let the last source win, and `env` over all of them.
 *
 * @param taken The variables that are set one by one.
 */
export function checkEnvSources(problems: Problems, { envFrom = [] }: LlmWebAppProps, taken: readonly string[]): void {
  const names = new Set(taken);
  for (const [index, source] of envFrom.entries())
    for (const name of namesOf(source)) {
      const at = `envFrom[${index}]`;
      checkEnvName(problems, at, name);
      if (names.has(name)) problems.add(`"${at}" sets ${name}, which is set already: give the source a prefix`);
      names.add(name);
    }
}

function sourcePlan(identity: Identity, { prefix, secretRef, config }: EnvSource): EnvSourcePlan[] {
  if (secretRef) {
    const secret = secretNameOf(identity, secretRef);
    return [{ prefix, secret, ...(secretRef.generatedProps && { keys: secretRef.generatedProps.keys }) }];
  }
  return config ? [{ prefix, configMap: config.name }] : [];
}

/** The variables of a source, as far as this program knows its keys. */
function namesOf({ prefix = '', secretRef, config }: EnvSource): string[] {
  const keys = secretRef ? secretKeysOf(secretRef) : Object.keys((config && dataOf(config)?.data) ?? {});
  return keys.map((key) => `${prefix}${key}`);
}
