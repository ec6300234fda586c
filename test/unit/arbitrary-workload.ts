import { TaintEffect } from 'cdk8s-plus-27';
import fc from 'fast-check';
import * as door from '../../lib';
import { account, annotations, key, labels, mostly, name, resources, some, value } from './arbitrary';
import { extraContainers } from './arbitrary-containers';

export const workload = {
  name,
  serviceName: name,
  containerName: name,
  ...extraContainers,
  selector: mostly(
    fc.dictionary(fc.constantFrom('app', 'acme.io/app'), fc.stringMatching(/^[a-z0-9]{1,9}$/), { minKeys: 1 }),
    labels,
  ),
  labels,
  annotations,
  serviceAccount: mostly(fc.constant('robot'), fc.constant('Robot')).map(account),
  nodeSelector: labels,
  tolerations: fc.array(
    some<door.Toleration>({ key, value, effect: fc.constantFrom(...Object.values(TaintEffect)) }).map((one) => ({
      key: 'team',
      ...one,
    })),
    { maxLength: 3 },
  ),
  priorityClassName: name,
  resources,
};
