import { EngineName } from '../data/engines';
import type { GpuInferenceProps } from '../props/gpu-inference-props';
import { planEmbedder } from './embedder-fit';
import { planGguf } from './gguf-fit';
import { GpuFit, planFit } from './gpu-fit';
import { Problems } from './problems';

/** Each engine takes memory in its own way. */
export function planEngineFit(
  problems: Problems,
  props: GpuInferenceProps,
  engineName: EngineName,
  version: string | undefined,
  embeds: boolean,
): GpuFit | undefined {
  if (engineName === 'llama.cpp') return planGguf(problems, props);
  if (engineName === 'text-embeddings-inference' && !props.gpu) return planEmbedder(problems, props);
  return planFit(problems, props, version, embeds);
}
