import { InferenceProps } from './inference-props';
import { WorkloadProps } from './workload-props';

/** What `GpuInference` takes. */
export interface GpuInferenceProps extends InferenceProps, WorkloadProps {}
