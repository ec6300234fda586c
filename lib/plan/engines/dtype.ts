import type { Gpu } from '../../values/gpu';
import { Problems } from '../problems';
import { flagValue } from './vllm-options';

/** Numbers of this type exist on GPUs from Ampere on. */
const BFLOAT16_CAPABILITY = 8;

/** Left alone, the engine takes the type that the GPU has; who asks for another must have it, and the memory for it. */
export function checkDtype(problems: Problems, gpu: Gpu, extraArgs: readonly string[]): void {
  const dtype = flagValue(extraArgs, '--dtype');
  if (dtype === 'bfloat16' && gpu.computeCapability < BFLOAT16_CAPABILITY)
    problems.add(
      `"extraArgs" gives --dtype bfloat16, which needs compute capability 8.0, and ${gpu.product} has ` +
        `${gpu.computeCapability.toFixed(1)}: take --dtype half`,
    );
  if (dtype === 'float32' || dtype === 'float')
    problems.warn(`"extraArgs" gives --dtype ${dtype}: weights and cache take twice the memory that is planned`);
}
