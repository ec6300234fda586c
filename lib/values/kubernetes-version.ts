/**
 * The oldest Kubernetes version that the manifests must work on.
 *
 * A field that the version lacks is replaced by its older equivalent, or refused with an error that names the version.
 *
 * @see https://kubernetes.io/releases/
 */
export class KubernetesVersion {
  /** Kubernetes 1.29. */
  public static readonly V1_29 = new KubernetesVersion(29);
  /** Kubernetes 1.30: adds the `sleep` action of `preStop`. */
  public static readonly V1_30 = new KubernetesVersion(30);
  /** Kubernetes 1.31. */
  public static readonly V1_31 = new KubernetesVersion(31);
  /** Kubernetes 1.32. */
  public static readonly V1_32 = new KubernetesVersion(32);
  /** Kubernetes 1.33. */
  public static readonly V1_33 = new KubernetesVersion(33);
  /** Kubernetes 1.34. */
  public static readonly V1_34 = new KubernetesVersion(34);
  /** Kubernetes 1.35. */
  public static readonly V1_35 = new KubernetesVersion(35);
  /** Kubernetes 1.36. */
  public static readonly V1_36 = new KubernetesVersion(36);

  /**
   * The version as people write it.
   *
   * @param version `1.29` up to `1.36`; a patch level and a leading `v` are accepted.
   * @throws if the version is outside that range.
   */
  public static of(version: string): KubernetesVersion {
    const minor = /^v?1\.(\d+)(\.\d+)?$/.exec(version)?.[1];
    const known = KubernetesVersion.all().find((candidate) => String(candidate.minor) === minor);
    if (!known) throw new Error(`Kubernetes version must be one of 1.29 to 1.36, got "${version}"`);
    return known;
  }

  /** Every version that can be targeted, oldest first. */
  public static all(): KubernetesVersion[] {
    return [this.V1_29, this.V1_30, this.V1_31, this.V1_32, this.V1_33, this.V1_34, this.V1_35, this.V1_36];
  }

  /** @param minor The number behind `1.`. */
  private constructor(public readonly minor: number) {}

  /** Whether `lifecycle.preStop.sleep` may be used (on by default since 1.30). */
  public get hasPreStopSleep(): boolean {
    return this.minor >= 30;
  }

  /** The version as people write it, for example `1.29`. */
  public toString(): string {
    return `1.${this.minor}`;
  }
}
