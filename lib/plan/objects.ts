/**
 * What a plan decides, in neutral words: complete, frozen, free of Kubernetes' types and of cdk8s. `manifest/` turns each
 * of these into the object that Kubernetes reads.
 */
export type StringMap = Readonly<Record<string, string>>;

export interface MetaPlan {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: StringMap;
  readonly annotations: StringMap;
}

export type EnvPlan =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly secret: string; readonly key: string }
  | { readonly name: string; readonly field: string };

/** The keys of a Secret or ConfigMap as variables. */
export type EnvSourcePlan = { readonly prefix?: string } & (
  | { readonly secret: string }
  | { readonly configMap: string }
  /** A Secret that is there before its keys are: the container waits for each of them. */
  | { readonly secret: string; readonly keys: readonly string[] }
);

export type ProbeAction =
  | { readonly http: string; readonly port: string }
  | { readonly tcp: string }
  | { readonly exec: readonly string[] }
  | { readonly grpc: number; readonly service: string };

export interface ProbePlan {
  readonly action: ProbeAction;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** `request` and `limit` are canonical Kubernetes quantities: the server stores them unchanged. */
export interface ResourcePlan {
  readonly requests: StringMap;
  readonly limits: StringMap;
}

export interface MountPlan {
  readonly volume: string;
  readonly path: string;
  readonly readOnly?: boolean;
  readonly subPath?: string;
}

export interface ContainerPlan {
  readonly name: string;
  /** A native sidecar: an init container that goes on running. */
  readonly alwaysRestart?: boolean;
  /** Numeric user, when it is not the pod's. */
  readonly user?: number;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly ports: readonly { readonly name: string; readonly port: number }[];
  readonly env: readonly EnvPlan[];
  readonly envFrom?: readonly EnvSourcePlan[];
  readonly resources: ResourcePlan;
  readonly mounts: readonly MountPlan[];
  readonly startup?: ProbePlan;
  readonly readiness?: ProbePlan;
  readonly liveness?: ProbePlan;
  /** Time between the removal from the Service and SIGTERM, so that no new request arrives while it stops. */
  readonly preStopSeconds?: number;
}

export type VolumePlan =
  | { readonly name: string; readonly emptyDir: { readonly memory?: boolean; readonly sizeLimit?: string } }
  | { readonly name: string; readonly configMap: string }
  | {
      readonly name: string;
      readonly secret: string;
      /** The keys to be mounted; all of them when left out. */
      readonly items?: readonly { readonly key: string; readonly path: string }[];
      /** Whether the pod may start without it. */
      readonly optional?: boolean;
    }
  | { readonly name: string; readonly claim: string };

export interface TolerationPlan {
  readonly key: string;
  readonly value?: string;
  readonly effect?: string;
}

export interface PodPlan {
  readonly labels: StringMap;
  readonly annotations: StringMap;
  readonly serviceAccount: string;
  readonly mountToken: boolean;
  readonly imagePullSecrets: readonly string[];
  readonly user: number;
  readonly group: number;
  readonly init: readonly ContainerPlan[];
  readonly containers: readonly ContainerPlan[];
  readonly volumes: readonly VolumePlan[];
  /** Conditions that others set before a pod is ready. */
  readonly readinessGates?: readonly string[];
  readonly graceSeconds: number;
  readonly nodeSelector: StringMap;
  readonly tolerations: readonly TolerationPlan[];
  readonly priorityClassName?: string;
  readonly runtimeClassName?: string;
  /** Labels of the pods that are kept apart on nodes and zones, when there is more than one. */
  readonly spread?: StringMap;
  /** Labels of pods: it runs on the node of one of them, once there is one. */
  readonly near?: StringMap;
  /** How long it may run. */
  readonly deadlineSeconds?: number;
  /** `preStop.sleep` where the target version has it, `sleep` of the image elsewhere. */
  readonly preStopSleep: boolean;
}

export interface DeploymentPlan {
  readonly meta: MetaPlan;
  /** Undefined when an autoscaler owns the number. */
  readonly replicas?: number;
  readonly selector: StringMap;
  readonly pod: PodPlan;
  /** Pods above and below `replicas` while a rollout goes on; undefined recreates. */
  readonly rolling?: { readonly surge: number; readonly unavailable: number };
  readonly progressSeconds?: number;
}

export interface StatefulSetPlan {
  readonly meta: MetaPlan;
  readonly replicas: number;
  readonly selector: StringMap;
  readonly serviceName: string;
  readonly pod: PodPlan;
  readonly claims: readonly ClaimPlan[];
}

export interface ClaimPlan {
  readonly meta: MetaPlan;
  readonly size: string;
  readonly accessMode: string;
  readonly storageClassName?: string;
}

export interface ServicePlan {
  readonly meta: MetaPlan;
  readonly selector: StringMap;
  readonly type: string;
  readonly headless: boolean;
  /** How long a client stays with its pod after its last connection; undefined leaves each connection to chance. */
  readonly affinitySeconds?: number;
  readonly port: ServicePortPlan;
  /** Ranges of addresses that a load balancer lets in; none for every address. */
  readonly sourceRanges?: readonly string[];
  readonly loadBalancerClass?: string;
}

export interface ServicePortPlan {
  readonly name: string;
  readonly port: number;
  /** Port of the pods; undefined for the one of the same name. */
  readonly target?: number;
  readonly nodePort?: number;
}

export interface ConfigMapPlan {
  readonly meta: MetaPlan;
  readonly data: StringMap;
}

export type PeerPlan =
  | { readonly pods: StringMap; readonly namespace?: string }
  | { readonly cidr: string; readonly except: readonly string[] };

/** The pods of a server, and the port on which they listen. */
export interface ServerEnd {
  readonly namespace: string;
  readonly labels: StringMap;
  readonly port: number;
}

/** One direction of one edge. Without peers, everybody is meant; without ports, every port. */
export interface EdgePlan {
  readonly peers: readonly PeerPlan[];
  readonly ports: readonly { readonly port: number; readonly protocol: 'TCP' | 'UDP' }[];
}

export interface PolicyPlan {
  readonly meta: MetaPlan;
  readonly pods: StringMap;
  readonly ingress?: readonly EdgePlan[];
  readonly egress?: readonly EdgePlan[];
}
