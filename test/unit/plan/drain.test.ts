import { Duration } from 'cdk8s';
import { planGpuInference } from '../../../lib/plan/gpu-inference';
import { planLlmWebApp } from '../../../lib/plan/llm-web-app';
import { Gpu } from '../../../lib/values/gpu';
import { Model } from '../../../lib/values/model';
import { NetworkPeer } from '../../../lib/values/network-peer';
import { programOf, siteOf } from './site';

const planOf = (drain: number, version = '0.32.0') => {
  const model = Model.named('Qwen/Qwen3-8B');
  const props = { model, gpu: Gpu.l4(), image: `vllm/vllm-openai:v${version}`, drain: Duration.seconds(drain) };
  return planGpuInference(siteOf('GpuInference'), props, () => programOf('download-model'));
};
const timeoutOf = ({ args = [] }: { readonly args?: readonly string[] }) =>
  args.includes('--shutdown-timeout') ? Number(args[args.indexOf('--shutdown-timeout') + 1]) : undefined;

test.each([1, 45, 120, 3600])('a drain of %d s fits into the time that the pod is granted', (drain) => {
  const { pod } = planOf(drain).deployment;
  const { preStopSeconds } = pod.containers[0]!;
  expect(timeoutOf(pod.containers[0]!)).toBe(drain);
  expect(preStopSeconds).toBe(5);
  expect(pod.graceSeconds).toBeGreaterThanOrEqual(preStopSeconds! + drain + 15);
});

test.each([1, 120, 3600])('a web app in front waits for a drain of %d s, too', (drain) => {
  const llm = {
    baseUrl: 'http://llm.chatbot/v1',
    servedModelName: 'qwen',
    generatesText: true,
    peer: NetworkPeer.pods('chatbot', { app: 'llm' }),
    port: 8000,
    drain: Duration.seconds(planOf(drain).drainSeconds),
  };
  const program = () => programOf('none');
  const programs = { chatApp: program, databaseInit: program, fillSecret: program };
  const { pod } = planLlmWebApp(siteOf('LlmWebApp'), { image: 'acme.io/shop:1', llm }, programs).deployment;
  expect(pod.graceSeconds).toBeGreaterThanOrEqual((pod.containers[0]!.preStopSeconds ?? 0) + drain);
});

const versions = test.each<[string, boolean]>;

versions([
  ['0.18.0', true],
  ['0.17.1', false],
  ['0.9.2', false],
  ['0.32.0', true],
  ['1.0.0', true],
])('vLLM %s knows --shutdown-timeout: %s', (version, knows) => {
  const { deployment, warnings } = planOf(60, version);
  expect(timeoutOf(deployment.pod.containers[0]!)).toBe(knows ? 60 : undefined);
  expect(warnings.filter((warning) => warning.startsWith('"drain"'))).toEqual(
    knows
      ? []
      : [
          `"drain" of 60 s is not kept: vLLM ${version} breaks its streams off when its pod is told to stop; take an "image" of 0.18.0 or newer`,
        ],
  );
});
