import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { Exposure, ExposureType } from '../values/exposure';
import { chatAppSchema } from './chat-app-schema';
import { checksum } from './checksum';
import { graceFor, PRE_STOP_SECONDS } from './drain';
import { admission, anywhere, DNS, pods, podsOf, policyOf } from './edges';
import { Identity, metaOf, planIdentity } from './identity';
import { planImage } from './image';
import {
  ConfigMapPlan,
  ContainerPlan,
  DeploymentPlan,
  EdgePlan,
  EnvPlan,
  PolicyPlan,
  ServicePlan,
  VolumePlan,
} from './objects';
import { planPod, programCommand } from './pod';
import { http, probe, tcp } from './probes';
import { Problems } from './problems';
import { planResources } from './quantities';
import { planService } from './service';
import { ProgramRef, Site } from './site';
import { checkSeconds, checkWhole } from './syntax';
import { checkWebApp } from './web-app-rules';
import { databaseEnv, embeddingEnv, llmEnv, planNames } from './wiring';

export interface LlmWebAppPlan {
  readonly identity: Identity;
  readonly schema?: ConfigMapPlan;
  readonly service: ServicePlan;
  readonly policies: readonly PolicyPlan[];
  readonly deployment: DeploymentPlan;
}

/** The programs that a web app may need: each is asked for only when it is used. */
export interface WebAppPrograms {
  chatApp(): ProgramRef;
  databaseInit(): ProgramRef;
}

const NODE_USER = 1000;

export function planLlmWebApp(site: Site, props: LlmWebAppProps, programs: WebAppPrograms): LlmWebAppPlan {
  const problems = new Problems(site.construct, site.path);
  const identity = planIdentity(problems, site, props, 'web-app', 63, '-schema'.length);
  const names = planNames(problems, props.wiring);
  const port = props.port ?? 8000;
  const exposure = props.exposure ?? Exposure.clusterIp();
  checkWebApp(problems, props, identity, port);
  checkWhole(problems, 'replicas', props.replicas ?? 1, 0, 100);
  const env = [
    ...llmEnv(problems, names, props.llm),
    ...embeddingEnv(problems, names, props.embeddings),
    ...databaseEnv(names, props.database),
  ];
  const drainSeconds = props.llm ? checkSeconds(problems, 'llm.drain', props.llm.drain, 30) : 30;
  const program = props.image === undefined ? programs.chatApp() : undefined;
  const schema = planSchema(identity, props);
  const init = props.database ? [waitForDatabase(problems, site, props, env, programs.databaseInit(), schema)] : [];
  const main = mainContainer(problems, site, props, { env, port, program, drainSeconds });
  const pod = planPod(problems, site, identity, props, {
    user: props.image === undefined ? NODE_USER : (props.user ?? NODE_USER),
    graceSeconds: graceFor(drainSeconds),
    init,
    containers: [main],
    checksums: {
      ...(program && { [program.name]: program.checksum }),
      ...(schema && { schema: checksum(schema.data) }),
    },
    volumes: volumesOf(props, program, props.database && programs.databaseInit(), schema),
  });
  problems.throwIfAny();
  const service = planService(identity, port);
  return {
    identity,
    schema,
    service: {
      ...service,
      type: exposure.type,
      port: { name: 'http', port: exposure.servicePort ?? port, nodePort: exposure.nodePortNumber },
    },
    policies: planPolicies(identity, props, exposure, port),
    deployment: {
      meta: metaOf(identity),
      replicas: props.replicas ?? 1,
      selector: identity.selector,
      rolling: { surge: 1, unavailable: 0 },
      pod,
    },
  };
}

interface AppFacts {
  readonly env: readonly EnvPlan[];
  readonly port: number;
  readonly program?: ProgramRef;
  readonly drainSeconds: number;
}

function mainContainer(problems: Problems, site: Site, props: LlmWebAppProps, facts: AppFacts): ContainerPlan {
  const { program, port } = facts;
  const image = props.image ?? site.platform.nodeImage;
  const live = program ? http('/healthz') : props.healthPath === undefined ? tcp() : http(props.healthPath);
  const ready = program ? http('/readyz') : live;
  return {
    name: 'web',
    image: planImage(problems, props.image === undefined ? 'nodeImage' : 'image', image, site.platform.registryMirror),
    command: program ? programCommand(program) : props.command,
    args: props.args,
    ports: [{ name: 'http', port }],
    env: [
      ...facts.env,
      ...Object.entries({ PORT: String(port), ...props.env }).map(([name, value]) => ({ name, value })),
      ...(program ? [{ name: 'LLM_TIMEOUT_SECONDS', value: String(facts.drainSeconds) }] : []),
    ],
    resources: planResources(problems, props.resources, { cpuRequest: 100, memoryRequest: 128, memoryLimit: 512 }),
    mounts: [
      ...(program ? [{ volume: 'app', path: '/app', readOnly: true }] : []),
      { volume: 'tmp', path: '/tmp' },
      ...(props.writablePaths ?? []).map((path, index) => ({ volume: `writable-${index}`, path })),
    ],
    startup: probe(live, 2, 150),
    readiness: probe(ready, 5, 3),
    liveness: probe(live, 10, 6),
    preStopSeconds: PRE_STOP_SECONDS,
  };
}

/** Waits until the database lets the app in, and applies the schema once, however many replicas start. */
function waitForDatabase(
  problems: Problems,
  site: Site,
  props: LlmWebAppProps,
  env: readonly EnvPlan[],
  program: ProgramRef,
  schema: ConfigMapPlan | undefined,
): ContainerPlan {
  const seconds = checkSeconds(problems, 'databaseTimeout', props.databaseTimeout, 600);
  return {
    name: 'database-init',
    image: planImage(problems, 'nodeImage', site.platform.nodeImage, site.platform.registryMirror),
    command: programCommand(program),
    ports: [],
    env: [
      ...env.filter(({ name }) => name.startsWith('PG')),
      { name: 'WAIT_SECONDS', value: String(seconds) },
      ...(schema ? [{ name: 'SCHEMA_FILE', value: '/etc/schema/schema.sql' }] : []),
    ],
    resources: planResources(problems, undefined, { cpuRequest: 50, memoryRequest: 64, memoryLimit: 128 }),
    mounts: [
      { volume: program.name, path: '/app', readOnly: true },
      ...(schema ? [{ volume: 'schema', path: '/etc/schema', readOnly: true }] : []),
    ],
  };
}

function planSchema(identity: Identity, props: LlmWebAppProps): ConfigMapPlan | undefined {
  const own = props.image === undefined && props.embeddings?.embeddingDimensions;
  const sql = own ? chatAppSchema(own) : props.schema;
  return sql === undefined ? undefined : { meta: metaOf(identity, '-schema'), data: { 'schema.sql': sql } };
}

function volumesOf(
  props: LlmWebAppProps,
  program: ProgramRef | undefined,
  init: ProgramRef | undefined,
  schema: ConfigMapPlan | undefined,
): VolumePlan[] {
  return [
    ...(program ? [{ name: 'app', configMap: program.configMap }] : []),
    ...(init ? [{ name: init.name, configMap: init.configMap }] : []),
    ...(schema ? [{ name: 'schema', configMap: schema.meta.name }] : []),
    { name: 'tmp', emptyDir: {} },
    ...(props.writablePaths ?? []).map((_, index) => ({ name: `writable-${index}`, emptyDir: {} })),
  ];
}

/** Exactly the edges that the app has: its own policy, and the far end of each pair. */
function planPolicies(identity: Identity, props: LlmWebAppProps, exposure: Exposure, port: number): PolicyPlan[] {
  const servers = [props.llm, props.embeddings, props.database]
    .filter((server) => server !== undefined)
    .map((server) => ({ namespace: server.peer.namespace, labels: server.peer.labels, port: server.port }));
  const pairs = [...new Map(servers.map((server) => [checksum(server), server])).values()];
  const egress: EdgePlan[] = pairs.map((server) =>
    pods(podsOf({ namespace: server.namespace, selector: server.labels }, identity.namespace), server.port),
  );
  const exposed = exposure.type !== ExposureType.CLUSTER_IP;
  return [
    policyOf(identity, { ingress: exposed ? [anywhere(port)] : [], egress: [DNS, ...egress] }),
    ...pairs.map((server) => admission(identity, server)),
  ];
}
