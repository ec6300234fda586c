import type { GpuInferenceProps } from '../props/gpu-inference-props';
import { Identity, metaOf } from './identity';
import { ClaimPlan } from './objects';
import { Part } from './part';
import { Problems } from './problems';
import { inMebibytes, mebibytes } from './quantities';
import { secretEnv } from './secret-env';

/** Where the weights lie, and what the engine must know to find them. */
export interface ModelCachePlan {
  readonly claim: ClaimPlan;
  readonly part: Part;
}

/** @param home Of the engine's user. */
export function planModelCache(
  problems: Problems,
  identity: Identity,
  props: GpuInferenceProps,
  home: string,
  cacheGiB: number,
): ModelCachePlan {
  const meta = metaOf(identity, '-cache');
  const path = `${home}/.cache/huggingface`;
  return {
    claim: {
      meta,
      size: mebibytes(inMebibytes(props.cacheSize) ?? 1024 * cacheGiB),
      accessMode: props.cacheAccessMode ?? 'ReadWriteOnce',
      storageClassName: props.cacheStorageClassName,
    },
    part: {
      volumes: [{ name: 'model-cache', claim: meta.name }],
      mounts: [{ volume: 'model-cache', path }],
      env: [{ name: 'HF_HOME', value: path }, ...secretEnv(problems, 'hfToken', 'HF_TOKEN', props.hfToken)],
    },
  };
}
