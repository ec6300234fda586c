import { deployment } from '../../../lib/manifest/workloads';
import { service } from '../../../lib/manifest/service';
import type { LlmWebAppProps } from '../../../lib/props/llm-web-app-props';
import { AppPreset } from '../../../lib/values/app-preset';
import { AppVolume } from '../../../lib/values/app-volume';
import { Autoscaling } from '../../../lib/values/autoscaling';
import { HealthCheck } from '../../../lib/values/health-check';
import { containerOf, expectProblems, llmOf, planApp } from './web-app';

/** What a preset is about, in the words of the manifests. */
function factsOf(props: LlmWebAppProps): object {
  const plan = planApp(props);
  const { ports, env, livenessProbe, volumeMounts } = containerOf(plan);
  const { periodSeconds, timeoutSeconds, failureThreshold, ...health } = livenessProbe;
  expect([periodSeconds, timeoutSeconds, failureThreshold]).toEqual([10, 5, 6]);
  return {
    port: ports[0].containerPort,
    health,
    env: Object.fromEntries(
      env
        .filter(({ name }: { name: string }) => name !== 'STOCK_URL')
        .map(({ name, value }: { name: string; value: string }) => [name, value]),
    ),
    writable: volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath),
    strategy: (deployment(plan.deployment) as any).body.spec.strategy.type,
    affinity: (service(plan.service) as any).body.spec.sessionAffinityConfig,
  };
}

const sticky = { clientIP: { timeoutSeconds: 10_800 } };
const get = (path: string) => ({ httpGet: { path, port: 'http', scheme: 'HTTP' } });
const presets = test.each<[string, AppPreset, object]>;

presets([
  [
    'Streamlit',
    AppPreset.streamlit(),
    {
      port: 8501,
      health: get('/_stcore/health'),
      env: {
        PORT: '8501',
        STREAMLIT_SERVER_PORT: '$(PORT)',
        STREAMLIT_SERVER_ADDRESS: '0.0.0.0',
        STREAMLIT_SERVER_HEADLESS: 'true',
        STREAMLIT_BROWSER_GATHER_USAGE_STATS: 'false',
      },
      writable: ['/tmp'],
      strategy: 'RollingUpdate',
      affinity: sticky,
    },
  ],
  [
    'Gradio',
    AppPreset.gradio(),
    {
      port: 7860,
      health: get('/'),
      env: {
        PORT: '7860',
        GRADIO_SERVER_PORT: '$(PORT)',
        GRADIO_SERVER_NAME: '0.0.0.0',
        GRADIO_ANALYTICS_ENABLED: 'False',
        GRADIO_FLAGGING_MODE: 'never',
        GRADIO_EXAMPLES_CACHE: '/tmp/cached_examples',
      },
      writable: ['/tmp'],
      strategy: 'RollingUpdate',
      affinity: sticky,
    },
  ],
  [
    'FastAPI',
    AppPreset.fastApi(),
    {
      port: 8000,
      health: { tcpSocket: { port: 'http' } },
      env: {
        PORT: '8000',
        UVICORN_HOST: '0.0.0.0',
        UVICORN_PORT: '$(PORT)',
        UVICORN_TIMEOUT_KEEP_ALIVE: '65',
      },
      writable: ['/tmp'],
      strategy: 'RollingUpdate',
      affinity: undefined,
    },
  ],
  [
    'Next.js',
    AppPreset.nextJs(),
    {
      port: 3000,
      health: { tcpSocket: { port: 'http' } },
      env: { PORT: '3000', HOSTNAME: '0.0.0.0', NEXT_TELEMETRY_DISABLED: '1', KEEP_ALIVE_TIMEOUT: '65000' },
      writable: ['/tmp', '/app/.next/cache'],
      strategy: 'RollingUpdate',
      affinity: undefined,
    },
  ],
  [
    'Open WebUI',
    AppPreset.openWebUi(),
    {
      port: 8080,
      health: get('/health'),
      env: {
        PORT: '8080',
        HOME: '/tmp',
        DATA_DIR: '/app/backend/data',
        STATIC_DIR: '/tmp/static',
        WEBUI_SECRET_KEY_FILE: '/app/backend/data/.webui_secret_key',
        ENABLE_OLLAMA_API: 'False',
        RAG_EMBEDDING_ENGINE: 'openai',
      },
      writable: ['/tmp', '/app/backend/data'],
      strategy: 'Recreate',
      affinity: undefined,
    },
  ],
  [
    'a preset of the caller',
    AppPreset.of({ name: 'Chainlit', port: 9000, sessionAffinity: true, env: { CHAINLIT_PORT: '$(PORT)' } }),
    {
      port: 9000,
      health: { tcpSocket: { port: 'http' } },
      env: { PORT: '9000', CHAINLIT_PORT: '$(PORT)' },
      writable: ['/tmp'],
      strategy: 'RollingUpdate',
      affinity: sticky,
    },
  ],
])('%s', (_, preset, facts) => {
  expect(factsOf({ preset })).toEqual(facts);
});

test('what the caller says wins, field by field and variable by variable; undefined is no answer', () => {
  const facts = factsOf({
    preset: AppPreset.nextJs(),
    port: 4000,
    healthCheck: HealthCheck.http('/api/health'),
    writablePaths: undefined,
    env: { HOSTNAME: '::', EXTRA: '1' },
  });
  expect(facts).toEqual({
    port: 4000,
    health: get('/api/health'),
    env: { PORT: '4000', HOSTNAME: '::', NEXT_TELEMETRY_DISABLED: '1', KEEP_ALIVE_TIMEOUT: '65000', EXTRA: '1' },
    writable: ['/tmp', '/app/.next/cache'],
    strategy: 'RollingUpdate',
    affinity: undefined,
  });
});

const names = test.each<[string, LlmWebAppProps, string[]]>;
names([
  ['the SDKs’ without a preset', {}, ['OPENAI_BASE_URL', 'OPENAI_API_KEY', 'LLM_MODEL']],
  [
    'those of Open WebUI with its preset',
    { preset: AppPreset.openWebUi() },
    ['OPENAI_API_BASE_URL', 'OPENAI_API_KEY', 'DEFAULT_MODELS'],
  ],
  [
    'the caller’s over both',
    { preset: AppPreset.openWebUi(), wiring: { llmModel: 'TASK_MODEL_EXTERNAL', llmBaseUrl: undefined } },
    ['OPENAI_API_BASE_URL', 'OPENAI_API_KEY', 'TASK_MODEL_EXTERNAL'],
  ],
])('the names of the variables are %s', (_, props, expected) => {
  const { env } = containerOf(planApp({ llm: llmOf(30), ...props }));
  expect(env.slice(0, 3).map(({ name }: { name: string }) => name)).toEqual(expected);
});

const cure = 'Open WebUI keeps its state in one pod; once a database and Redis hold it, say so with preset.stateless()';
const openWebUi = AppPreset.openWebUi();
const autoscaling = Autoscaling.hpa({ maxReplicas: 3, cpuUtilization: 70 });
const rules = test.each<[string, LlmWebAppProps, string[]]>;

rules([
  ['two pods', { preset: openWebUi, replicas: 2 }, [`"replicas" must be 0 or 1, got 2; ${cure}`]],
  ['an autoscaler', { preset: openWebUi, autoscaling }, [`"autoscaling" must be left out: ${cure}`]],
  ['one pod', { preset: openWebUi, replicas: 1 }, []],
  ['two pods without state of their own', { preset: openWebUi.stateless(), replicas: 2 }, []],
  ['an autoscaler without state', { preset: openWebUi.stateless(), autoscaling }, []],
  [
    'a port of the preset that is none',
    { preset: AppPreset.of({ name: 'X', port: 80 }) },
    [
      '"port" must be a whole number from 1024 to 65535, got 80; a pod that is no root cannot open it; the Service can have it',
    ],
  ],
])('a stateful preset and %s', (_, props, problems) => {
  expectProblems(props, ...problems);
});

const data = '/app/backend/data';
const loss = `what Open WebUI keeps in ${data} ends with its pod: give it AppVolume.claim('${data}', …) in "volumes"`;
const volumes = test.each<[string, LlmWebAppProps, string[], string[]]>;

volumes([
  ['no volume', { preset: openWebUi }, ['/tmp', data], [loss]],
  ['a claim', { preset: openWebUi, volumes: [AppVolume.claim(data, 'webui')] }, ['/tmp', data], []],
  [
    'a claim above it',
    { preset: openWebUi, volumes: [AppVolume.claim('/app/backend', 'webui')] },
    ['/tmp', '/app/backend'],
    [],
  ],
  ['a volume that does not last', { preset: openWebUi, volumes: [AppVolume.temporary(data)] }, ['/tmp', data], [loss]],
  ['a volume elsewhere', { preset: openWebUi, volumes: [AppVolume.claim('/d', 'd')] }, ['/tmp', data, '/d'], [loss]],
  ['no volume and no state', { preset: openWebUi.stateless() }, ['/tmp', data], []],
])('a stateful preset with %s: its mounts and warnings', (_, props, mounts, warnings) => {
  const plan = planApp(props);
  expect(containerOf(plan).volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath)).toEqual(mounts);
  expect(plan.warnings).toEqual(warnings);
});

test('the reference chat app is no preset’s', () => {
  expectProblems(
    { image: undefined, preset: AppPreset.streamlit() },
    '"preset" belongs to an app of your own: set "image", or leave it to the reference chat app',
    '"llm" is missing: the reference chat app needs it; or set "image"',
    '"embeddings" is missing: the reference chat app needs it; or set "image"',
    '"database" is missing: the reference chat app needs it; or set "image"',
  );
});

test('what a preset hands out is a copy', () => {
  const preset = AppPreset.of({ name: 'X', env: { A: '1' }, writablePaths: ['/a'], wiring: { llmModel: 'M' } });
  const { env, writablePaths, wiring } = preset.props as any;
  Object.assign(env, { A: '2' });
  writablePaths.push('/b');
  Object.assign(wiring, { llmModel: 'N' });
  expect(preset.props).toMatchObject({ env: { A: '1' }, writablePaths: ['/a'], wiring: { llmModel: 'M' } });
});
