import type { GpuInferenceProps } from '../props/gpu-inference-props';
import { BudgetPlan, planBudget } from './availability';
import { InferenceTask } from '../values/inference-task';
import { graceFor, PRE_STOP_SECONDS } from './drain';
import { internet, policiesOf } from './edges';
import { extraEdges } from './extra-containers';
import { checkGpuInference } from './gpu-rules';
import { Identity, metaOf, planIdentity } from './identity';
import { planImage } from './image';
import { ClaimPlan, ContainerPlan, DeploymentPlan, PolicyPlan, ServicePlan, VolumePlan } from './objects';
import { planPod } from './pod';
import { http, probe } from './probes';
import { Problems } from './problems';
import { inMebibytes, mebibytes, memoryLimitOf, planResources } from './quantities';
import { secretEnv } from './secret-env';
import { LLM_PORT, planService } from './service';
import { Site } from './site';
import { checkSeconds } from './syntax';
import { vllmArguments } from './vllm-arguments';

export interface GpuInferencePlan {
  readonly identity: Identity;
  readonly servedModelName: string;
  readonly embeds: boolean;
  readonly embeddingDimensions?: number;
  readonly drainSeconds: number;
  readonly cache: ClaimPlan;
  readonly service: ServicePlan;
  readonly policies: readonly PolicyPlan[];
  readonly budget?: BudgetPlan;
  readonly deployment: DeploymentPlan;
}

/** The image's user `vllm` and group root: another user breaks on `getpwuid` and on the caches' owner. */
const USER = 2000;
const GROUP = 0;
const HOME = '/home/vllm';
const CACHE = '/home/vllm/.cache/huggingface';
const IMAGE = 'vllm/vllm-openai:v0.32.0';
const CACHE_MEBIBYTES = 50 * 1024;

export function planGpuInference(site: Site, props: GpuInferenceProps): GpuInferencePlan {
  const problems = new Problems(site.construct, site.path);
  const identity = planIdentity(problems, site, props, 'llm', 63, '-cache'.length);
  const embeds = props.task === InferenceTask.EMBED;
  const replicas = props.replicas ?? 1;
  checkGpuInference(problems, props, embeds, replicas);
  const drainSeconds = checkSeconds(problems, 'drain', props.drain, 120);
  const startupSeconds = checkSeconds(problems, 'startupTimeout', props.startupTimeout, 1800);
  const servedModelName = props.servedModelName ?? props.model.id;
  const container = server(problems, site, props, { servedModelName, embeds, drainSeconds, startupSeconds });
  const shm = sharedMemory(problems, props, container);
  const pod = planPod(problems, site, withGpu(identity, props), props, {
    user: USER,
    group: GROUP,
    graceSeconds: graceFor(drainSeconds),
    fewestPods: replicas,
    tolerations: [{ key: props.gpu.resourceName, effect: 'NoSchedule' }],
    volumes: [
      { name: 'model-cache', claim: `${identity.name}-cache` },
      { name: 'home', emptyDir: {} },
      { name: 'tmp', emptyDir: {} },
      ...shm,
    ],
    containers: [
      {
        ...container,
        mounts: [...container.mounts, ...shm.map(({ name }) => ({ volume: name, path: '/dev/shm' }))],
      },
    ],
  });
  problems.throwIfAny();
  return {
    identity,
    servedModelName,
    embeds,
    embeddingDimensions: embeds ? props.embeddingDimensions : undefined,
    drainSeconds,
    cache: {
      meta: metaOf(identity, '-cache'),
      size: mebibytes(inMebibytes(props.cacheSize) ?? CACHE_MEBIBYTES),
      accessMode: props.cacheAccessMode ?? 'ReadWriteOnce',
      storageClassName: props.cacheStorageClassName,
    },
    service: planService(identity, LLM_PORT),
    policies: policiesOf(identity, { egress: [internet(443)] }, extraEdges(props, identity.namespace)),
    budget: planBudget(identity, replicas),
    deployment: {
      meta: metaOf(withGpu(identity, props)),
      replicas,
      selector: identity.selector,
      // A new pod would wait for the GPU, and for the volume, that the old one holds.
      rolling: replicas > 1 ? { surge: 0, unavailable: 1 } : undefined,
      progressSeconds: startupSeconds + 600,
      pod,
    },
  };
}

interface ServerFacts {
  readonly servedModelName: string;
  readonly embeds: boolean;
  readonly drainSeconds: number;
  readonly startupSeconds: number;
}

function server(problems: Problems, site: Site, props: GpuInferenceProps, facts: ServerFacts): ContainerPlan {
  const { gpu, model } = props;
  const base = { cpuRequest: 2000, memoryRequest: 8192, memoryLimit: 32 * 1024 };
  const resources = planResources(problems, props.resources, base);
  const gpus = { [gpu.resourceName]: String(gpu.amount) };
  return {
    name: props.containerName ?? 'vllm',
    image: planImage(problems, 'image', props.image ?? IMAGE, site.platform.registryMirror),
    command: ['vllm', 'serve'],
    args: vllmArguments(problems, {
      model: model.id,
      revision: model.revision,
      servedModelName: facts.servedModelName,
      embeds: facts.embeds,
      port: LLM_PORT,
      tensorParallelSize: gpu.amount,
      maxModelLen: props.maxModelLen,
      shutdownTimeoutSeconds: facts.drainSeconds,
      extra: props.extraArgs ?? [],
    }),
    ports: [{ name: 'http', port: LLM_PORT }],
    env: [
      { name: 'HOME', value: HOME },
      { name: 'HF_HOME', value: CACHE },
      ...secretEnv(problems, 'hfToken', 'HF_TOKEN', props.hfToken),
      ...secretEnv(problems, 'apiKey', 'VLLM_API_KEY', props.apiKey),
    ],
    resources: { requests: { ...resources.requests, ...gpus }, limits: { ...resources.limits, ...gpus } },
    mounts: [
      { volume: 'home', path: HOME },
      { volume: 'model-cache', path: CACHE },
      { volume: 'tmp', path: '/tmp' },
    ],
    startup: probe(http('/health'), 10, Math.ceil(facts.startupSeconds / 10)),
    readiness: probe(http('/health'), 10, 3, 15),
    liveness: probe(http('/health'), 10, 10, 15),
    preStopSeconds: PRE_STOP_SECONDS,
  };
}

/** NCCL talks over `/dev/shm`; the runtime's 64 MiB are too few for more than one GPU. */
function sharedMemory(problems: Problems, props: GpuInferenceProps, container: ContainerPlan): VolumePlan[] {
  const size = inMebibytes(props.sharedMemory) ?? (props.gpu.amount > 1 ? 8192 : 0);
  if (size === 0) return [];
  const limit = memoryLimitOf(container.resources);
  problems.require(
    Number.isInteger(size) && size < limit,
    'sharedMemory',
    `whole MiB below the memory limit of ${mebibytes(limit)}, against which it counts`,
    mebibytes(size),
  );
  return [{ name: 'shared-memory', emptyDir: { memory: true, sizeLimit: mebibytes(size) } }];
}

/** The GPU by the name that people use, for the readers of the Deployment. */
function withGpu(identity: Identity, { gpu }: GpuInferenceProps): Identity {
  const annotations = { ...identity.annotations, 'cdk8s-llm/gpu': `${gpu.amount} x ${gpu.product}` };
  return { ...identity, annotations };
}
