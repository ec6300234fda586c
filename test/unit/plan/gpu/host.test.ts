import { Size } from 'cdk8s';
import { planGpuInference } from '../../../../lib/plan/gpu-inference';
import type { GpuInferenceProps } from '../../../../lib/props/gpu-inference-props';
import { Gpu } from '../../../../lib/values/gpu';
import { Model } from '../../../../lib/values/model';
import { programOf, siteOf } from '../site';

const model = Model.named('Qwen/Qwen3-32B');
const gpu = Gpu.h100();
const needs = test.each<[string, Partial<GpuInferenceProps>, cpu: string, request: string, limit: string]>;

needs([
  ['a process per rank and two more, and room for the checkpoint', {}, '3', '8Gi', '70Gi'],
  ['two GPUs talk over 8 GiB of shared memory', { gpu: gpu.count(2) }, '4', '20Gi', '82Gi'],
  ['other shared memory counts as much', { gpu: gpu.count(2), sharedMemory: Size.gibibytes(2) }, '4', '14Gi', '76Gi'],
  ['weights of each GPU that stay outside', { extraArgs: ['--cpu-offload-gb', '10'] }, '3', '18Gi', '80Gi'],
  ['a cache of all GPUs', { extraArgs: ['--kv-offloading-size=20'] }, '3', '28Gi', '90Gi'],
  ['what is given', { resources: { memory: { limit: Size.gibibytes(16) } } }, '3', '8Gi', '16Gi'],
])('the node: %s', (_, props, cpu, request, limit) => {
  const program = () => programOf('download-model');
  const { deployment } = planGpuInference(siteOf('GpuInference'), { model, gpu, ...props }, program);
  const { requests, limits } = deployment.pod.containers[0]!.resources;
  expect([requests.cpu, requests.memory, limits.memory]).toEqual([cpu, request, limit]);
});
