import type { GpuInferenceProps } from '../props/gpu-inference-props';
import { ModelCacheType } from '../values/model-cache';
import { GpuFit } from './gpu-fit';
import { Problems } from './problems';
import { checkSeconds } from './syntax';

/** One budget of time until the first answer, and its shares. */
export interface StartupBudget {
  readonly totalSeconds: number;
  /** For the download Job once it runs, and for the pods that wait for it. */
  readonly downloadSeconds: number;
  /** For the engine to load, compile and warm up: the startup probe. */
  readonly serverSeconds: number;
  /** For a rollout: both, and the time in which a node is found and images are pulled. */
  readonly progressSeconds: number;
}

const LEAST_DOWNLOAD_SECONDS = 300;
const LEAST_SERVER_SECONDS = 600;
const NODE_SECONDS = 600;

/** Twice what the planner takes for likely, because disks and hubs are slower at times, or what is given, in the same shares. */
export function planStartup(problems: Problems, props: GpuInferenceProps, fit: GpuFit | undefined): StartupBudget {
  const { download, launch, load, compile } = fit?.startup ?? { download: 0, launch: 0, load: 0, compile: 0 };
  const downloads = props.cache?.type !== ModelCacheType.EXISTING;
  const planned = {
    download: downloads ? Math.max(LEAST_DOWNLOAD_SECONDS, 2 * download) : 0,
    server: Math.max(LEAST_SERVER_SECONDS, 2 * (launch + load + compile)),
  };
  const total = checkSeconds(problems, 'startupTimeout', props.startupTimeout, planned.download + planned.server);
  const downloadSeconds = Math.ceil((total * planned.download) / (planned.download + planned.server));
  return {
    totalSeconds: total,
    downloadSeconds,
    serverSeconds: Math.max(1, total - downloadSeconds),
    progressSeconds: total + NODE_SECONDS,
  };
}
