import type { SecretValue } from 'cdk8s-plus-27';
import { EnvPlan } from './objects';
import { Problems } from './problems';
import { checkSecretKey, isDnsSubdomain } from './syntax';

/** A variable that reads a key of a Secret: none when there is no Secret. */
export function secretEnv(
  problems: Problems,
  prop: string,
  variable: string,
  value: SecretValue | undefined,
): EnvPlan[] {
  if (!value) return [];
  checkSecretValue(problems, prop, value);
  return [{ name: variable, secret: value.secret.name, key: value.key }];
}

/** A key of a Secret, as far as its name tells. */
export function checkSecretValue(problems: Problems, prop: string, { secret, key }: SecretValue): void {
  problems.require(isDnsSubdomain(secret.name), `${prop}.secret`, 'the name of a Secret', secret.name);
  checkSecretKey(problems, `${prop}.key`, key);
}
