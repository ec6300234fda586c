import { copyOf } from '../data/copy';
import { given } from '../data/given';
import { HpaProps } from './hpa-props';
import { InferenceScalingProps } from './inference-scaling-props';
import { KedaProps } from './keda-props';

/** Who decides the number of pods. With an autoscaler, `replicas` is left out of the manifest: it owns the number. */
export class Autoscaling {
  /**
   * The HorizontalPodAutoscaler of Kubernetes.
   *
   * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
   */
  public static hpa(props: HpaProps): Autoscaling {
    return new Autoscaling({ ...props });
  }

  /**
   * A ScaledObject of KEDA, which must be installed in the cluster.
   *
   * @see https://keda.sh
   */
  public static keda(props: KedaProps): Autoscaling {
    const { triggers } = given('Autoscaling.keda', props, 'the most pods and triggers, in an object');
    return new Autoscaling(undefined, { ...props, triggers: copyOf(triggers) });
  }

  /**
   * A ScaledObject of KEDA for a `GpuInference`, on what its engine reports: requests that wait, and the KV cache in use.
   * KEDA and Prometheus must be there; the `monitoring` of the server says where Prometheus is.
   *
   * @see https://keda.sh/docs/latest/scalers/prometheus/
   */
  public static inference(props: InferenceScalingProps): Autoscaling {
    const { demand } = given('Autoscaling.inference', props, 'the most pods, such as { maxReplicas: 4 }');
    return new Autoscaling(undefined, undefined, { ...props, demand: [...(demand ?? [])] });
  }

  private constructor(
    /** What the HorizontalPodAutoscaler was given, when it decides. */
    public readonly hpaProps?: HpaProps,
    /** What KEDA was given, when it decides. */
    public readonly kedaProps?: KedaProps,
    /** What the engine's own metrics are to decide. */
    public readonly inferenceProps?: InferenceScalingProps,
  ) {}

  /** Fewest pods. */
  public get minReplicas(): number {
    return this.props?.minReplicas ?? 1;
  }

  /** Most pods. */
  public get maxReplicas(): number {
    return this.props?.maxReplicas ?? 1;
  }

  private get props(): HpaProps | KedaProps | InferenceScalingProps | undefined {
    return this.hpaProps ?? this.kedaProps ?? this.inferenceProps;
  }
}
