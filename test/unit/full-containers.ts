import { Secret } from 'cdk8s-plus-27';
import { App, Chart, Size } from 'cdk8s';
import * as door from '../../lib';

export const secret = Secret.fromSecretName(new Chart(new App(), 'elsewhere'), 'secret', 'team-secret');

export const sharedDirectory: Required<door.SharedDirectory> = {
  path: '/var/log/app',
  mountPath: '/logs',
  readOnly: true,
};

/** What somebody else has in the cluster is in namespaces whose names begin with `team-`. */
const theirs = door.NetworkPeer.existingPods('team-logging', { app: 'loki' });

/** Every prop, and none with its default: a prop that is forgotten here does not compile. */
export const initContainer: Required<door.InitContainer> = {
  name: 'prepare',
  image: 'acme.io/prepare:2',
  command: ['prepare'],
  args: ['--all'],
  user: 5000,
  env: { MODE: 'on' },
  secretEnv: { TOKEN: { secret, key: 'token' } },
  resources: { memory: { limit: Size.mebibytes(300) } },
  writablePaths: ['/work'],
  shared: [sharedDirectory],
  egress: [{ peer: theirs, port: 3100 }],
};

export const sidecarContainer: Required<door.SidecarContainer> = {
  ...initContainer,
  name: 'log-shipper',
  image: 'acme.io/shipper:3',
  ports: { admin: 9901 },
  healthCheck: door.HealthCheck.http('/up'),
  ingress: [{ peer: door.NetworkPeer.existingPods('team-monitoring'), port: 9901 }],
};
