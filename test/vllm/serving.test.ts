import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { PersistentVolumeAccessMode, Secret } from 'cdk8s-plus-27';
import { Autoscaling, DemandSignal, Gpu, GpuInference, LlmChart, Model, ModelCache } from '../../lib';
import { until } from '../cluster/until';
import { find, type KubeObject } from '../unit/synth';
import { environment, type Server, serversIn } from './command';
import { home } from './engine';
import { finds, queriesIn, selectorsIn, seriesIn } from './series';
import { Running } from './server';

const objects = manifests();
const server = serversIn(objects)[0] as Server;
const { startupProbe, readinessProbe, livenessProbe, lifecycle, args } = server.container;
const model = (args as string[])[(args as string[]).indexOf('--served-model-name') + 1];
const headers = {
  'content-type': 'application/json',
  authorization: `Bearer ${environment(server.container)['VLLM_API_KEY']}`,
};
let running: Running;

beforeAll(async () => {
  running = await Running.start(server);
});
afterAll(() => running.clean());

test('its probes find nobody while it loads, and then 200 on each path, without a key', async () => {
  const seen = new Set<string>();
  const { periodSeconds, failureThreshold, httpGet } = startupProbe;
  await until(
    'the startup probe',
    async () => {
      const answer = await running.health(httpGet.path);
      seen.add(answer);
      return answer === '200' || answer.startsWith('gone');
    },
    periodSeconds * failureThreshold,
  );
  expect([...seen]).toEqual(['ECONNREFUSED', '200']);
  for (const probe of [readinessProbe, livenessProbe]) expect(await running.health(probe.httpGet.path)).toBe('200');
});

test('a question is answered under the served name, to those who have the key', async () => {
  const question = { model, messages: [{ role: 'user', content: 'hello' }], max_tokens: 4, ignore_eos: true };
  const answer = await ask(question);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ model, usage: { completion_tokens: 4 } });
  expect((await ask(question, { 'content-type': 'application/json' })).status).toBe(401);
});

test('its metrics are all that the autoscaler, the alerts and the dashboard ask for, by name and by label', async () => {
  const [{ path }] = find(objects, 'PodMonitor/serving-llm').spec.podMetricsEndpoints;
  const scraped = await fetch(`${running.url}${path}`);
  expect(scraped.headers.get('content-type')).toMatch(/^text\/plain; version=/);
  const series = seriesIn(await scraped.text());
  const selectors = queriesIn(objects).flatMap((query) => selectorsIn(query, 'vllm:'));
  expect(new Set(selectors.map(({ name }) => name)).size).toBe(13);
  expect(selectors.filter((selector) => !finds(selector, series))).toEqual([]);
  for (const spoilt of [
    { name: 'vllm:no_requests_waiting' },
    { matchers: [['model_name', '=', 'tiny']] as const },
    { groups: ['model'] },
  ])
    expect(finds({ ...selectors[0]!, ...spoilt }, series)).toBe(false);
});

test('a connection that was idle for longer than vLLM would keep it by itself still answers', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const connection = await askHealth(agent);
  const closed = once(connection, 'close', { signal: AbortSignal.timeout(7000) });
  await expect(closed).rejects.toThrow('aborted');
  expect(await askHealth(agent)).toBe(connection);
  agent.destroy();
});

test('told to stop during a stream, it ends the stream and itself before the kubelet would kill it', async () => {
  const { terminationGracePeriodSeconds } = server.pod;
  const waited = Number(lifecycle.preStop.exec.command.at(-1));
  const messages = [{ role: 'user', content: 'hello' }];
  const stream = await ask({ model, messages, stream: true, max_tokens: 1500, ignore_eos: true });
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader.read()).value ?? '';
  expect(text).not.toContain('[DONE]');
  const ended = running.stop(terminationGracePeriodSeconds - waited);
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
  const lines = text.trimEnd().split('\n');
  expect(lines.at(-1)).toBe('data: [DONE]');
  expect(lines.filter((line) => line.includes('"finish_reason":"length"'))).toHaveLength(1);
  expect(await ended).toEqual({ code: 0, signal: null });
});

/** The tiny model that the script serves, watched and scaled. */
function manifests(): KubeObject[] {
  const chart = new LlmChart(new App(), 'serving');
  const config = JSON.parse(readFileSync(join(home, 'tiny/config.json'), 'utf8')) as Record<string, unknown>;
  new GpuInference(chart, 'llm', {
    model: Model.fromConfig(config, 'test/tiny'),
    gpu: Gpu.l4(),
    apiKey: { secret: Secret.fromSecretName(chart, 'Key', 'key'), key: 'key' },
    cache: ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }),
    monitoring: {},
    autoscaling: Autoscaling.inference({ minReplicas: 0, maxReplicas: 2, demand: [DemandSignal.questions('web')] }),
    extraArgs: ['--enforce-eager'],
  });
  return chart.toJson() as KubeObject[];
}

const ask = (question: object, as: Record<string, string> = headers) =>
  fetch(`${running.url}/v1/chat/completions`, { method: 'POST', headers: as, body: JSON.stringify(question) });

/** @returns the connection that it went over */
async function askHealth(agent: Agent): Promise<Socket> {
  const request = get(`${running.url}${readinessProbe.httpGet.path}`, { agent });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const { socket } = response;
  response.resume();
  await once(response, 'end');
  return socket;
}
