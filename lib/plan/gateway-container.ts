import type { LlmGatewayProps } from '../props/llm-gateway-props';
import { PRE_STOP_SECONDS } from './drain';
import { GatewayBackend } from './gateway-config';
import { planImage } from './image';
import { ContainerPlan, EnvPlan } from './objects';
import { http, probe } from './probes';
import { Problems } from './problems';
import { proxyEnv } from './proxy-env';
import { planResources } from './quantities';
import { secretEnv } from './secret-env';
import { LLM_PORT } from './service';
import { Site } from './site';

/** The variant that is made for a user who is not root; its maker named this release after others had been tampered with. */
const IMAGE = 'ghcr.io/berriai/litellm-non_root:v1.106.2';
const CONFIG = '/etc/litellm';

/** LiteLLM's proxy: nothing is fetched at start-up, nothing is kept, and no page manages it. */
export function gatewayContainer(
  problems: Problems,
  site: Site,
  props: LlmGatewayProps,
  backends: readonly GatewayBackend[],
  clientKey: readonly EnvPlan[],
): ContainerPlan {
  return {
    name: props.containerName ?? 'litellm',
    image: planImage(problems, 'image', props.image ?? IMAGE, site.platform.registryMirror),
    command: ['litellm'],
    args: ['--config', `${CONFIG}/config.yaml`, '--host', '0.0.0.0', '--port', String(LLM_PORT)],
    ports: [{ name: 'http', port: LLM_PORT }],
    env: [
      { name: 'HOME', value: '/tmp' },
      { name: 'LITELLM_LOCAL_MODEL_COST_MAP', value: 'True' },
      { name: 'DISABLE_ADMIN_UI', value: 'True' },
      { name: 'NO_DOCS', value: 'True' },
      ...backends.flatMap(({ prop, backend, keyVariable }) =>
        secretEnv(problems, `${prop}.apiKey`, keyVariable, backend.apiKey),
      ),
      ...clientKey,
      ...proxyEnv(problems, backends),
    ],
    resources: planResources(problems, props.resources, { cpuRequest: 250, memoryRequest: 512, memoryLimit: 1024 }),
    mounts: [
      { volume: 'config', path: CONFIG, readOnly: true },
      { volume: 'tmp', path: '/tmp' },
    ],
    startup: probe(http('/health/liveliness'), 2, 150),
    readiness: probe(http('/health/readiness'), 5, 3),
    liveness: probe(http('/health/liveliness'), 10, 6),
    preStopSeconds: PRE_STOP_SECONDS,
  };
}
