import { ModelFacts } from './model-facts';
import { checkpointGiB } from './weights';

/** Seconds until the first answer, on a node that is there and has the image. */
export interface Startup {
  /** From the hub into the volume, once per model and revision. */
  readonly download: number;
  /** Interpreter, imports, processes of the ranks. */
  readonly launch: number;
  readonly load: number;
  /** Compilation, CUDA graphs and the profile run; a cache of it saves most. */
  readonly compile: number;
}

/** Rates that a cloud disk and the hub reach without luck: 100 MiB/s down, 800 MiB/s from disk. */
const DOWNLOAD_GIB_PER_SECOND = 0.1;
const LOAD_GIB_PER_SECOND = 0.8;
const LAUNCH_SECONDS = 25;
/** A 27 B model with 64 layers was measured at 195 s. */
const COMPILE_SECONDS_PER_LAYER = 3;
const WARM_UP_SECONDS = 10;

export function startupOf(model: ModelFacts, eager: boolean): Startup {
  const checkpoint = checkpointGiB(model);
  return {
    download: Math.ceil(checkpoint / DOWNLOAD_GIB_PER_SECOND),
    launch: LAUNCH_SECONDS,
    load: Math.ceil(checkpoint / LOAD_GIB_PER_SECOND),
    compile: WARM_UP_SECONDS + (eager || model.encoder ? 0 : model.layers * COMPILE_SECONDS_PER_LAYER),
  };
}

export const startupSeconds = ({ download, launch, load, compile }: Startup): number =>
  download + launch + load + compile;

/** GiB for the volume of the weights: tokenizer, index and a file that is not yet complete lie beside them. */
export function volumeGiB(model: ModelFacts): number {
  return Math.ceil(checkpointGiB(model) * 1.2 + 2);
}
