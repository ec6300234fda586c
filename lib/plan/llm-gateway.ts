import type { LlmGatewayProps } from '../props/llm-gateway-props';
import { BudgetPlan, planBudget } from './availability';
import { checkLlms } from './backend-rules';
import { checksum } from './checksum';
import { graceFor } from './drain';
import { policiesOf } from './edges';
import { extraEdges } from './extra-containers';
import { FillJobPlan, planFillJob } from './fill-job';
import { CLIENT_KEY, GatewayBackend, gatewayConfig } from './gateway-config';
import { gatewayContainer } from './gateway-container';
import { Identity, metaOf, planIdentity } from './identity';
import { ConfigMapPlan, DeploymentPlan, EnvPlan, PolicyPlan, ServicePlan } from './objects';
import { reach } from './peers';
import { planPod } from './pod';
import { Problems } from './problems';
import { secretEnv } from './secret-env';
import { LLM_PORT, planService } from './service';
import { checkShape } from './shape';
import { llmGateway } from './shapes/servers';
import { ProgramRef, Site } from './site';
import { checkModelName, checkSeconds, checkWhole } from './syntax';

export interface LlmGatewayPlan {
  readonly identity: Identity;
  readonly servedModelName: string;
  readonly drainSeconds: number;
  readonly config: ConfigMapPlan;
  /** What makes the clients' key, when the caller has none. */
  readonly keyJob?: FillJobPlan;
  readonly keyName: string;
  readonly service: ServicePlan;
  readonly policies: readonly PolicyPlan[];
  readonly budget?: BudgetPlan;
  readonly deployment: DeploymentPlan;
}

/** The image's user `nobody`. */
const USER = 65_534;
/** The only key of the Secret that a Job fills. */
const KEY = 'key';

export function planLlmGateway(site: Site, props: LlmGatewayProps, program: () => ProgramRef): LlmGatewayPlan {
  const problems = new Problems(site.construct, site.path);
  checkShape(problems, llmGateway, props);
  const identity = planIdentity(
    problems,
    site,
    props,
    'llm-gateway',
    63,
    props.apiKey ? '-config'.length : '-key-'.length + 8,
  );
  const { replicas = 2 } = props;
  checkWhole(problems, 'replicas', replicas, 0, 100);
  const backends = planGatewayBackends(problems, identity, props);
  const servedModelName = props.servedModelName ?? props.backends[0]?.servedModelName ?? '';
  checkModelName(problems, 'servedModelName', servedModelName);
  // The last backend may be asked when all others have taken their time.
  const drainSeconds = backends.reduce((sum, backend) => sum + backend.drainSeconds, 0);
  const text = gatewayConfig(servedModelName, backends);
  const config = { meta: metaOf(identity, '-config'), data: { 'config.yaml': text } };
  const keyJob = props.apiKey ? undefined : planKeyJob(problems, site, identity, props, program());
  const clientKey: EnvPlan[] = keyJob
    ? [{ name: CLIENT_KEY, secret: keyJob.secret.name, key: KEY }]
    : secretEnv(problems, 'apiKey', CLIENT_KEY, props.apiKey);
  const pod = planPod(problems, site, identity, props, {
    user: USER,
    graceSeconds: graceFor(drainSeconds),
    fewestPods: replicas,
    checksums: { config: checksum(config.data) },
    volumes: [
      { name: 'config', configMap: config.meta.name },
      { name: 'tmp', emptyDir: {} },
    ],
    containers: [gatewayContainer(problems, site, props, backends, clientKey)],
  });
  problems.throwIfAny();
  const edges = props.backends.map((backend) => reach(backend, identity.namespace));
  return {
    identity,
    servedModelName,
    drainSeconds,
    config,
    keyJob,
    keyName: KEY,
    service: planService(identity, LLM_PORT),
    policies: policiesOf(identity, ...edges, extraEdges(props, identity.namespace)),
    budget: planBudget(identity, replicas),
    deployment: {
      meta: metaOf(identity),
      replicas,
      selector: identity.selector,
      rolling: { surge: 1, unavailable: 0 },
      pod,
    },
  };
}

function planGatewayBackends(problems: Problems, identity: Identity, { backends }: LlmGatewayProps): GatewayBackend[] {
  problems.require(
    backends.length >= 2,
    'backends',
    'at least two LLMs: one to ask and one to fall back on',
    backends.length,
  );
  const servers = backends.map(({ baseUrl, servedModelName }) => `${servedModelName} at ${baseUrl}`);
  for (const twice of new Set(servers.filter((one, index) => servers.indexOf(one) !== index)))
    problems.add(`"backends" holds ${twice} twice: it cannot fall back on itself`);
  const given = backends.map((backend, index) => ({
    prop: `backends[${index}]`,
    backend,
    keyVariable: `BACKEND_${index}_API_KEY`,
  }));
  checkLlms(problems, given, identity);
  return given.map((one) => ({
    ...one,
    drainSeconds: checkSeconds(problems, `${one.prop}.drain`, one.backend.drain, 30),
  }));
}

function planKeyJob(
  problems: Problems,
  site: Site,
  owner: Identity,
  props: LlmGatewayProps,
  program: ProgramRef,
): FillJobPlan {
  const content = [{ name: 'SECRET_KEYS', value: KEY }];
  return planFillJob(problems, site, props, { owner, secret: metaOf(owner, '-key'), suffix: '-key', content, program });
}
