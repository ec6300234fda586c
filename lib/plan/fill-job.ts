import type { WorkloadProps } from '../props/workload-props';
import { anywhere, policyOf } from './edges';
import { Identity, metaOf } from './identity';
import { planImage } from './image';
import { jobIdentity, jobMeta, JobPlan } from './job';
import { EnvPlan, MetaPlan, PolicyPlan } from './objects';
import { planPod, programCommand } from './pod';
import { Problems } from './problems';
import { planResources } from './quantities';
import { ProgramRef, Site } from './site';
import { checkPort } from './syntax';

/** A Secret without data, the Job that fills it once, and the little that the Job may do. */
export interface FillJobPlan {
  readonly secret: MetaPlan;
  /** The Job's ServiceAccount, Role and policy. */
  readonly meta: MetaPlan;
  readonly policy: PolicyPlan;
  readonly job: JobPlan;
}

export interface FillJobFacts {
  /** The workload that the Secret is for. */
  readonly owner: Identity;
  readonly secret: MetaPlan;
  /** What the Job's objects add to the workload's name. */
  readonly suffix: string;
  /** What the program puts into the Secret. */
  readonly content: readonly EnvPlan[];
  readonly apiServerPorts?: readonly number[];
  readonly program: ProgramRef;
}

/** Where API servers listen: behind the Service's 443, kubeadm's and minikube's own ports. */
const API_SERVER_PORTS = [443, 6443, 8443];

export function planFillJob(problems: Problems, site: Site, props: WorkloadProps, facts: FillJobFacts): FillJobPlan {
  const { secret, content, program, apiServerPorts: ports = API_SERVER_PORTS } = facts;
  problems.require(ports.length > 0, 'apiServerPorts', 'at least one port', ports);
  for (const port of ports) checkPort(problems, 'apiServerPorts', port);
  const identity = jobIdentity(facts.owner, 'fill-secret', facts.suffix);
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
          env: [{ name: 'SECRET_NAME', value: secret.name }, ...content],
          resources: planResources(problems, undefined, { cpuRequest: 20, memoryRequest: 64, memoryLimit: 128 }),
          mounts: [{ volume: 'app', path: '/app', readOnly: true }],
        },
      ],
    },
  );
  return {
    secret,
    meta: metaOf(identity),
    policy: policyOf(identity, { egress: [anywhere(...ports)] }),
    job: { meta: jobMeta(identity, pod, program), pod, retries: 20 },
  };
}
