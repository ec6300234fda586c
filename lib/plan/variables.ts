import type { SecretValue } from 'cdk8s-plus-27';
import { EnvPlan } from './objects';
import { Problems } from './problems';
import { secretEnv } from './secret-env';
import { checkEnvName } from './syntax';

interface Variables {
  readonly env?: { [name: string]: string };
  readonly secretEnv?: { [name: string]: SecretValue };
}

/** Variables in clear, and those that read a key of a Secret. @param prop What the names of these props begin with. */
export function planVariables(
  problems: Problems,
  prop: string,
  { env = {}, secretEnv: secrets = {} }: Variables,
): EnvPlan[] {
  for (const name of Object.keys(env)) {
    checkEnvName(problems, `${prop}env`, name);
    if (Object.hasOwn(secrets, name)) problems.add(`"${prop}env" sets ${name}, and so does "${prop}secretEnv"`);
  }
  for (const name of Object.keys(secrets)) checkEnvName(problems, `${prop}secretEnv`, name);
  return [
    ...Object.entries(env).map(([name, value]) => ({ name, value })),
    ...Object.entries(secrets).flatMap(([name, value]) =>
      secretEnv(problems, `${prop}secretEnv["${name}"]`, name, value),
    ),
  ];
}
