import { PodProps } from './pod-props';

/** What every construct takes that names its Service and its pods itself. */
export interface WorkloadProps extends PodProps {
  /**
   * `metadata.name` of the Service, which is its host name: a contract too.
   *
   * @default - the workload's name
   */
  readonly serviceName?: string;

  /**
   * Name of the main container, as `kubectl set image` and `kubectl logs -c` call it.
   *
   * @default - what runs in it: `web`, `mock-llm`, `vllm`, `postgres`
   */
  readonly containerName?: string;

  /**
   * Labels that select the pods. Immutable in the cluster once applied.
   *
   * @default - `app.kubernetes.io/name` (the part it plays: `llm`, `vector-db`, `web-app`) and `app.kubernetes.io/instance` (the name)
   */
  readonly selector?: { [key: string]: string };
}
