import { copyOf } from '../data/copy';
import { HpaProps } from './hpa-props';
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
    return new Autoscaling(undefined, { ...props, triggers: copyOf(props.triggers) });
  }

  private constructor(
    /** What the HorizontalPodAutoscaler was given, when it decides. */
    public readonly hpaProps?: HpaProps,
    /** What KEDA was given, when it decides. */
    public readonly kedaProps?: KedaProps,
  ) {}

  /** Fewest pods. */
  public get minReplicas(): number {
    return (this.hpaProps ?? this.kedaProps)?.minReplicas ?? 1;
  }
}
