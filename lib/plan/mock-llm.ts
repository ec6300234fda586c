import type { MockLlmProps } from '../props/mock-llm-props';
import { BudgetPlan, planBudget } from './availability';
import { checksum } from './checksum';
import { PRE_STOP_SECONDS, graceFor } from './drain';
import { policiesOf } from './edges';
import { extraEdges } from './extra-containers';
import { Identity, metaOf, planIdentity } from './identity';
import { planImage } from './image';
import { checkConfig, mockConfig, written } from './mock/config';
import { secondsOf } from './mock/conduct';
import { mockModels } from './mock/models';
import { secretEnv } from './secret-env';
import { ConfigMapPlan, DeploymentPlan, PolicyPlan, ServicePlan } from './objects';
import { planPod, programCommand } from './pod';
import { Problems } from './problems';
import { http, probe } from './probes';
import { planResources } from './quantities';
import { LLM_PORT, planService } from './service';
import { checkShape } from './shape';
import { mockLlm } from './shapes/mock';
import { ProgramRef, Site } from './site';
import { checkSeconds, checkWhole } from './syntax';

export interface MockLlmPlan {
  readonly identity: Identity;
  readonly servedModelName: string;
  readonly embeddingModelName: string;
  readonly embeddingDimensions: number;
  readonly drainSeconds: number;
  readonly warnings: readonly string[];
  readonly config: ConfigMapPlan;
  readonly service: ServicePlan;
  readonly policies: readonly PolicyPlan[];
  readonly budget?: BudgetPlan;
  readonly deployment: DeploymentPlan;
}

const NODE_USER = 1000;

export function planMockLlm(site: Site, props: MockLlmProps, program: ProgramRef): MockLlmPlan {
  const problems = new Problems(site.construct, site.path);
  checkShape(problems, mockLlm, props);
  const identity = planIdentity(problems, site, props, 'llm', 63, '-config'.length);
  const models = mockModels(props);
  checkConfig(problems, props, models);
  const replicas = props.replicas ?? 1;
  checkWhole(problems, 'replicas', replicas, 0, 100);
  const drainSeconds = checkSeconds(problems, 'drain', props.drain, 30);
  const startupSeconds = Math.ceil(secondsOf(props.startupTime) ?? 0);
  const config = {
    meta: metaOf(identity, '-config'),
    data: { 'config.json': written(problems, mockConfig(props, models)) },
  };
  const pod = planPod(problems, site, identity, props, {
    user: NODE_USER,
    graceSeconds: graceFor(drainSeconds),
    fewestPods: replicas,
    checksums: { [program.name]: program.checksum, config: checksum(config.data) },
    volumes: [
      { name: 'app', configMap: program.configMap },
      { name: 'config', configMap: config.meta.name },
    ],
    containers: [
      {
        name: props.containerName ?? 'mock-llm',
        image: planImage(problems, 'nodeImage', site.platform.nodeImage, site.platform.registryMirror),
        command: programCommand(program),
        ports: [{ name: 'http', port: LLM_PORT }],
        env: [
          { name: 'MOCK_LLM_CONFIG', value: '/etc/mock-llm/config.json' },
          { name: 'PORT', value: String(LLM_PORT) },
          ...secretEnv(problems, 'apiKey', 'API_KEY', props.apiKey),
        ],
        resources: planResources(problems, props.resources, { cpuRequest: 50, memoryRequest: 96, memoryLimit: 256 }),
        mounts: [
          { volume: 'app', path: '/app', readOnly: true },
          { volume: 'config', path: '/etc/mock-llm', readOnly: true },
        ],
        startup: probe(http('/health'), 1, startupSeconds + 60),
        readiness: probe(http('/health'), 5, 3),
        liveness: probe(http('/health'), 10, 6),
        preStopSeconds: PRE_STOP_SECONDS,
      },
    ],
  });
  problems.throwIfAny();
  return {
    identity,
    servedModelName: models.chat[0],
    embeddingModelName: models.embedding,
    embeddingDimensions: models.dimensions,
    drainSeconds,
    warnings: problems.warnings,
    config,
    service: planService(identity, LLM_PORT),
    policies: policiesOf(identity, extraEdges(props, identity.namespace)),
    budget: planBudget(identity, replicas),
    deployment: {
      meta: metaOf(identity),
      replicas,
      selector: identity.selector,
      rolling: { surge: 1, unavailable: 0 },
      // Kubernetes' own limit of ten minutes, after the model is loaded.
      progressSeconds: startupSeconds > 0 ? startupSeconds + 600 : undefined,
      pod,
    },
  };
}
