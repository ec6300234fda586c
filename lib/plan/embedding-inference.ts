import type { EmbeddingInferenceProps } from '../props/embedding-inference-props';
import { GpuInferencePlan, planOwnServer } from './gpu-inference';
import { attempt } from './gpu-fit';
import { readModel } from './gpu/model-facts';
import { Problems } from './problems';
import { checkShape } from './shape';
import { embeddingInference } from './shapes/servers';
import { ProgramRef, Site } from './site';
import { checkWhole } from './syntax';

export interface EmbeddingInferencePlan extends GpuInferencePlan {
  readonly embeddingDimensions: number;
}

/** An embedding server is planned as any other; its vectors are as long as the model is wide. */
export function planEmbeddingInference(
  site: Site,
  props: EmbeddingInferenceProps,
  program: () => ProgramRef,
): EmbeddingInferencePlan {
  const problems = new Problems(site.construct, site.path);
  checkShape(problems, embeddingInference, props);
  const width = attempt(problems, () => readModel(props.model.config).hidden) ?? 1;
  const { embeddingDimensions = width } = props;
  checkWhole(problems, 'embeddingDimensions', embeddingDimensions, 1, 16_000);
  // Some models cut their vectors, and those of others may widen them; none of the table does.
  if (props.model.source !== undefined && embeddingDimensions > width)
    problems.add(
      `"embeddingDimensions" must be at most ${width}, as wide as ${props.model.id} is, got ${embeddingDimensions}`,
    );
  return { ...planOwnServer(problems, site, props, true, program), embeddingDimensions };
}
