import type { ContainerResources, IServiceAccount } from 'cdk8s-plus-27';
import { InitContainer } from './init-container';
import { SidecarContainer } from './sidecar-container';
import { Toleration } from './toleration';

/** What every construct takes whose pods are to fit into a platform that is there already. */
export interface PodProps {
  /**
   * `metadata.name` of the workload, and the prefix of the names of its other objects. It is a contract: a change makes
   * new objects and leaves the old ones behind.
   *
   * @default - the chart's id and the construct's id, joined by `-`
   */
  readonly name?: string;

  /**
   * More labels for every object and for the pods.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * More annotations for every object and for the pods.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * The ServiceAccount of the pods, for workload identity. No token is mounted.
   *
   * @default - one of its own, without rights
   */
  readonly serviceAccount?: IServiceAccount;

  /**
   * Labels that a node must have.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints that the pods tolerate.
   *
   * @default - none but those that the construct needs itself
   */
  readonly tolerations?: Toleration[];

  /**
   * Name of the PriorityClass of the pods.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * CPU, memory and ephemeral storage of the main container. What is left out keeps the construct's default.
   *
   * @default - see the page of the construct; memory is limited, CPU is not
   */
  readonly resources?: ContainerResources;

  /**
   * Containers beside the main one: a log shipper, an exporter, a proxy. They start before it and are stopped after it.
   *
   * @default - none
   */
  readonly sidecars?: SidecarContainer[];

  /**
   * Containers that end before the main one starts, one after the other; sidecars run by then, and a web app's database
   * is ready.
   *
   * @default - none
   */
  readonly initContainers?: InitContainer[];
}
