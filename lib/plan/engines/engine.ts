import { EngineName, EngineRow, ENGINES } from '../../data/engines';
import type { GpuInferenceProps } from '../../props/gpu-inference-props';
import { Problems } from '../problems';
import { engineImage, versionIn } from './image';
import { checkEngine } from './rules';

export interface EnginePlan {
  readonly engineName: EngineName;
  readonly engine: EngineRow;
  readonly image: string;
  /** Of vLLM, when its image says it. */
  readonly version?: string;
}

/** Which program serves, and what is known of it. */
export function planEngine(problems: Problems, props: GpuInferenceProps, embeds: boolean): EnginePlan {
  const engineName = (props.engine?.name ?? 'vllm') as EngineName;
  const engine: EngineRow = ENGINES[engineName];
  checkEngine(problems, engine, props, embeds);
  const version = props.engine?.version ?? engine.version;
  const usual = engineImage(problems, engine, version, props.gpu, props.image !== undefined, embeds);
  const image = props.image ?? usual ?? 'unknown:0';
  return {
    engineName,
    engine,
    image,
    version: engineName === 'vllm' ? vllmVersion(problems, props, image) : undefined,
  };
}

/** Two that tell it must tell the same; an image by its digest tells nothing. */
function vllmVersion(problems: Problems, { engine, image }: GpuInferenceProps, used: string): string | undefined {
  const tagged = versionIn(used);
  if (engine === undefined || image === undefined) return tagged;
  if (tagged !== undefined && tagged !== engine.version)
    problems.add(`"image" says vLLM ${tagged} and "engine" ${engine.version}: take Engine.vllm('${tagged}')`);
  return engine.version;
}
