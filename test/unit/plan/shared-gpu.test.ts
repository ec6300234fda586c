import { Size } from 'cdk8s';
import { planGpuInference } from '../../../lib/plan/gpu-inference';
import type { GpuInferenceProps } from '../../../lib/props/gpu-inference-props';
import { Engine } from '../../../lib/values/engine';
import { Gpu } from '../../../lib/values/gpu';
import { Model } from '../../../lib/values/model';
import { programOf, refusal, siteOf, verdict } from './site';

const model = Model.named('Qwen/Qwen3-0.6B');
const gpu = Gpu.l4().shared(2);
const planOf = (props: Partial<GpuInferenceProps> = {}) =>
  planGpuInference(siteOf('GpuInference'), { model, gpu, ...props }, () => programOf('download-model'));
const argsOf = (props: Partial<GpuInferenceProps> = {}) => planOf(props).deployment.pod.containers[0]!.args!.join(' ');
const gguf = model.gguf({ id: 'Qwen/Qwen3-0.6B-GGUF', file: 'a.gguf', size: Size.mebibytes(610) });

test('vLLM takes an equal part of a GPU that pods share, and plans for it', () => {
  expect(argsOf()).toContain('--gpu-memory-utilization 0.46 --max-model-len');
  expect(argsOf({ gpu: Gpu.l4() })).not.toContain('--gpu-memory-utilization');
  const large = Model.named('Qwen/Qwen3-8B');
  expect(verdict(() => planOf({ model: large, gpu: Gpu.l4() }))).toBe('accepted');
  expect(verdict(() => planOf({ model: large }))).toContain('of which vLLM 0.32.0 takes 0.46 = 10.13 GiB');
});

test('llama.cpp is planned for its part, too', () => {
  const engine = Engine.llamaCpp({ parallel: 16 });
  const lengthOn = (one: Gpu) => Number(/--ctx-size (\d+)/.exec(argsOf({ model: gguf, engine, gpu: one }))?.[1]);
  expect(lengthOn(gpu)).toBeLessThan(lengthOn(Gpu.l4()) / 2);
});

test("a RuntimeClass is the pod's", () => {
  expect(planOf({ runtimeClassName: 'nvidia' }).deployment.pod.runtimeClassName).toBe('nvidia');
});

const rules = test.each<[string, Partial<GpuInferenceProps>, ...string[]]>;

rules([
  ['half of it', { extraArgs: ['--gpu-memory-utilization', '0.5'] }],
  [
    'more than half of it',
    { extraArgs: ['--gpu-memory-utilization', '0.6'] },
    '"extraArgs" gives --gpu-memory-utilization 0.6 and 2 pods share the GPU: at most 0.5 each',
  ],
  ['sixteen pods on a large one', { gpu: Gpu.h100().shared(16) }],
  [
    'seventeen',
    { gpu: Gpu.h100().shared(17), extraArgs: ['--gpu-memory-utilization', '0.05'] },
    '"gpu.sharers" must be a whole number from 1 to 16, got 17',
  ],
  ['turns on two', { gpu: gpu.count(2) }, '"gpu.count" must be 1, got 2: turns on one GPU do not add up to several'],
  [
    'SGLang',
    { engine: Engine.sglang() },
    '"gpu" is shared, and nothing bounds the memory that SGLang takes; take a MIG slice, or Engine.vllm()',
  ],
  ['SGLang on a slice', { engine: Engine.sglang(), gpu: Gpu.h100().mig('1g.10gb') }],
  [
    'a RuntimeClass that cannot exist',
    { runtimeClassName: 'NVIDIA' },
    '"runtimeClassName" must be the name of a RuntimeClass, got "NVIDIA"',
  ],
])('a shared GPU: %s', (_, props, ...violations) => {
  expect(verdict(() => planOf(props))).toBe(refusal('GpuInference', violations));
});
