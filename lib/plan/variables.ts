import type { SecretValue } from 'cdk8s-plus-27';
import { EnvPlan } from './objects';
import { Problems } from './problems';
import { secretEnv } from './secret-env';
import { checkEnvName, checkText } from './syntax';

interface Variables {
  readonly env?: { [name: string]: string };
  readonly secretEnv?: { [name: string]: SecretValue };
}

/** Names that people give to what nobody else may read. */
const SECRET = /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY)$/i;

/** Variables in clear, and those that read a key of a Secret. @param prop What the names of these props begin with. */
export function planVariables(
  problems: Problems,
  prop: string,
  { env = {}, secretEnv: secrets = {} }: Variables,
): EnvPlan[] {
  for (const [name, value] of Object.entries(env)) {
    checkEnvName(problems, `${prop}env`, name);
    checkText(problems, `${prop}env["${name}"]`, value);
    if (SECRET.test(name))
      problems.add(`"${prop}env" sets ${name} in clear, for everybody who reads the manifest: use "${prop}secretEnv"`);
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
