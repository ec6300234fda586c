import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { type GpuInferencePlan, planGpuInference } from '../../../lib/plan/gpu-inference';
import type { GpuInferenceProps } from '../../../lib/props/gpu-inference-props';
import { Autoscaling } from '../../../lib/values/autoscaling';
import { Engine } from '../../../lib/values/engine';
import { Gpu } from '../../../lib/values/gpu';
import type { InferenceScalingProps } from '../../../lib/values/inference-scaling-props';
import { Model } from '../../../lib/values/model';
import { ModelCache } from '../../../lib/values/model-cache';
import { programOf, siteOf } from './site';

export const cache = ModelCache.download({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY });

/** A server whose weights several pods can mount. */
export const planOf = (props: Partial<GpuInferenceProps> = {}): GpuInferencePlan =>
  planGpuInference(
    siteOf('GpuInference'),
    { model: Model.named('Qwen/Qwen3-8B'), gpu: Gpu.l4(), cache, ...props },
    () => programOf('download-model'),
  );

/** llama.cpp, on the CPU. */
export const onCpu: Partial<GpuInferenceProps> = {
  gpu: undefined,
  engine: Engine.llamaCpp(),
  model: Model.named('Qwen/Qwen3-0.6B').gguf({
    id: 'Qwen/Qwen3-0.6B-GGUF',
    file: 'Qwen3-0.6B-Q8_0.gguf',
    size: Size.mebibytes(610),
  }),
};

/** The same, watched and scaled. */
export const scaledBy = (scaling: Partial<InferenceScalingProps>, props: Partial<GpuInferenceProps> = {}) =>
  planOf({ monitoring: {}, autoscaling: Autoscaling.inference({ maxReplicas: 4, ...scaling }), ...props });
