import { CAPABILITY_TAGS, EngineRow } from '../../data/engines';
import type { Gpu } from '../../values/gpu';
import { Problems } from '../problems';

/**
 * The image of an engine for a GPU, or for the CPU when there is none.
 *
 * @param given Whether the caller brings an image.
 */
export function engineImage(
  problems: Problems,
  row: EngineRow,
  version: string,
  gpu: Gpu | undefined,
  given: boolean,
  embeds: boolean,
): string | undefined {
  const fits = row.versions.test(version);
  problems.require(fits, 'engine.version', `a version of ${row.label} such as "${row.version}"`, version);
  const image =
    row.label === 'vLLM' && gpu?.engineImage ? `${gpu.engineImage}:v{version}` : row.images[platformOf(gpu)];
  const generation = gpu && CAPABILITY_TAGS[String(gpu.computeCapability)];
  if (image !== undefined && (generation !== undefined || !image.includes('{capability}')))
    return image.replace('{version}', version).replace('{capability}', generation ?? '');
  if (!gpu)
    problems.add(
      `"gpu" is missing: ${row.label} serves from GPUs only; give it one, or take ${embeds ? 'Engine.textEmbeddings() on the CPU' : 'Engine.llamaCpp() and a GGUF build of the model'}`,
    );
  else if (!given)
    problems.add(`"engine" ${row.label} has no image for ${gpu.product} that this library knows; set "image"`);
  return undefined;
}

function platformOf(gpu: Gpu | undefined): keyof EngineRow['images'] {
  if (gpu === undefined) return 'cpu';
  return gpu.resourceName.startsWith('amd.com/') ? 'amd' : 'nvidia';
}

/** The version that an image says in its tag, as vLLM writes its own. */
export function versionIn(image: string): string | undefined {
  return /:v?(\d+\.\d+\.\d+)/.exec(image)?.[1];
}
