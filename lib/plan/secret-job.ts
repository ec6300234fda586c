import type { VectorDbStatefulSetProps } from '../props/vector-db-props';
import { checksum } from './checksum';
import { anywhere, policyOf } from './edges';
import { Identity } from './identity';
import { planImage } from './image';
import { JobPlan, MetaPlan, PolicyPlan } from './objects';
import { planPod, programCommand } from './pod';
import { Problems } from './problems';
import { planResources } from './quantities';
import { ProgramRef, Site } from './site';
import { checkPort } from './syntax';
import { POSTGRES_PORT } from './postgres-container';
import { VectorDbPlan } from './vector-db';

/** The Job that fills the database's Secret once, and the little it may do. */
export interface SecretJobPlan {
  readonly meta: MetaPlan;
  readonly secretName: string;
  readonly policy: PolicyPlan;
  readonly job: JobPlan;
}

/** Where API servers listen: behind the Service's 443, kubeadm's and minikube's own ports. */
const API_SERVER_PORTS = [443, 6443, 8443];

export function planSecretJob(
  site: Site,
  props: VectorDbStatefulSetProps,
  database: VectorDbPlan,
  program: ProgramRef,
): SecretJobPlan {
  const problems = new Problems(site.construct, site.path);
  const ports = props.apiServerPorts ?? API_SERVER_PORTS;
  problems.require(ports.length > 0, 'apiServerPorts', 'at least one port', ports);
  for (const port of ports) checkPort(problems, 'apiServerPorts', port);
  const identity = identityOf(database.identity);
  const pod = planPod(
    problems,
    site,
    identity,
    { nodeSelector: props.nodeSelector, tolerations: props.tolerations, priorityClassName: props.priorityClassName },
    {
      user: 1000,
      mountToken: true,
      graceSeconds: 30,
      volumes: [{ name: 'app', configMap: program.configMap }],
      containers: [
        {
          name: 'fill-secret',
          image: planImage(problems, 'nodeImage', site.platform.nodeImage, site.platform.registryMirror),
          command: programCommand(program),
          ports: [],
          env: [
            { name: 'SECRET_NAME', value: database.secretName },
            { name: 'DATABASE_HOST', value: database.identity.name },
            { name: 'DATABASE_PORT', value: String(POSTGRES_PORT) },
            { name: 'DATABASE_NAME', value: database.database },
            { name: 'DATABASE_USER', value: database.username },
          ],
          resources: planResources(problems, undefined, { cpuRequest: 20, memoryRequest: 64, memoryLimit: 128 }),
          mounts: [{ volume: 'app', path: '/app', readOnly: true }],
        },
      ],
    },
  );
  problems.throwIfAny();
  // A Job's template is immutable: another template needs another Job.
  // No container of it waits in `preStop`, so the version that decides how is no part of it.
  const hash = checksum({ ...pod, preStopSleep: undefined, program: program.checksum }).slice(0, 8);
  const meta = {
    name: identity.name,
    namespace: identity.namespace,
    labels: identity.labels,
    annotations: identity.annotations,
  };
  return {
    meta,
    secretName: database.secretName,
    policy: policyOf(identity, { egress: [anywhere(...ports)] }),
    job: { meta: { ...meta, name: `${identity.name}-${hash}` }, pod, retries: 20 },
  };
}

/** Labels of its own: the database's Service and policies must not select the Job's pod. */
function identityOf(database: Identity): Identity {
  const name = `${database.name}-secret`;
  const selector = { 'app.kubernetes.io/name': 'fill-secret', 'app.kubernetes.io/instance': name };
  const labels = Object.fromEntries(
    Object.entries(database.labels).filter(([key]) => !Object.hasOwn(database.selector, key)),
  );
  return {
    ...database,
    name,
    selector,
    labels: { ...labels, ...selector },
    serviceAccount: name,
    ownsServiceAccount: true,
  };
}
