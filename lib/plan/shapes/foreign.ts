import type { Duration, Size } from 'cdk8s';
import type {
  ContainerResources,
  Cpu,
  CpuResources,
  EphemeralStorageResources,
  IConfigMap,
  ISecret,
  IServiceAccount,
  MemoryResources,
  SecretValue,
} from 'cdk8s-plus-27';
import { known, optional, Shape, struct, text } from '../shape';

/** What cdk8s and cdk8s-plus make. A plan does not load them, and knows their objects by what they can do. */
export const duration: Shape<Duration> = known('a Duration such as Duration.seconds(30)', 'toMilliseconds', 'function');
export const size: Shape<Size> = known('a Size such as Size.mebibytes(512)', 'toMebibytes', 'function');
const cpu: Shape<Cpu> = known('a Cpu such as Cpu.millis(500)', 'amount', 'string');

export const secret: Shape<ISecret> = known('a Secret, by Secret.fromSecretName', 'name', 'string');
export const configMap: Shape<IConfigMap> = known('a ConfigMap, by ConfigMap.fromConfigMapName', 'name', 'string');
export const serviceAccount: Shape<IServiceAccount> = known(
  'a ServiceAccount, by ServiceAccount.fromServiceAccountName',
  'name',
  'string',
);

/** Whoever writes a secret itself in its place does not read it back in the message. */
export const secretValue: Shape<SecretValue> = ({ problems, prop, given }) => {
  if (typeof given === 'string')
    problems.add(`"${prop}" must be a reference such as { secret, key }, got a string: no manifest may hold a secret`);
  else reference({ problems, prop, given });
};
const reference = struct<SecretValue>({ secret, key: text }, 'a reference such as { secret, key }');

const amount = <T>(one: Shape<T>) => ({ request: optional(one), limit: optional(one) });

export const resources = struct<ContainerResources>({
  cpu: optional(struct<CpuResources>(amount(cpu))),
  memory: optional(struct<MemoryResources>(amount(size))),
  ephemeralStorage: optional(struct<EphemeralStorageResources>(amount(size))),
});
