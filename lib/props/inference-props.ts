import type { Duration, Size } from 'cdk8s';
import type { SecretValue } from 'cdk8s-plus-27';
import { Autoscaling } from '../values/autoscaling';
import { Engine } from '../values/engine';
import { Gpu } from '../values/gpu';
import { GpuPool } from '../values/gpu-pool';
import { Model } from '../values/model';
import { ModelCache } from '../values/model-cache';
import { MonitoringProps } from './monitoring-props';
import { PodProps } from './pod-props';

/** What every server of a model takes, whoever runs its pods. */
export interface InferenceProps extends PodProps {
  /** The model to serve. */
  readonly model: Model;

  /**
   * The GPU, and how many of them one replica takes.
   *
   * @default - none: the CPU, from which `Engine.llamaCpp` serves, and `Engine.textEmbeddings`
   */
  readonly gpu?: Gpu;

  /**
   * Nodes that one replica is split over, 1 to 32: the layers over the nodes, and each layer over the GPUs of a node. More
   * than one makes a LeaderWorkerSet, whose controller must be in the cluster.
   *
   * @default 1
   * @see https://lws.sigs.k8s.io
   */
  readonly nodes?: number;

  /**
   * Name of the RuntimeClass whose containers see the GPU, where the node's default runtime does not show it.
   *
   * @default - the node's default runtime
   * @see https://kubernetes.io/docs/concepts/containers/runtime-class/
   */
  readonly runtimeClassName?: string;

  /**
   * The program that serves the model.
   *
   * @default Engine.vllm()
   */
  readonly engine?: Engine;

  /**
   * Name under which the model is served.
   *
   * @default - the model's id
   */
  readonly servedModelName?: string;

  /**
   * Longest sequence in tokens, prompt and answer together.
   *
   * @default - what surely fits the GPU's memory, by plan, at most the model's context
   * @see https://docs.vllm.ai/en/latest/configuration/engine_args.html
   */
  readonly maxModelLen?: number;

  /**
   * The API key that clients must send.
   *
   * @default - none is asked for
   */
  readonly apiKey?: SecretValue;

  /**
   * Number of pods, 0 to 100, each with its own GPUs. Left out with `autoscaling`.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Who decides the number of pods instead: `Autoscaling.inference`, `Autoscaling.keda` with triggers of your own, or
   * `Autoscaling.hpa` on requests per second.
   *
   * @default - `replicas` does
   */
  readonly autoscaling?: Autoscaling;

  /**
   * The GPUs that the cluster has for it. More replicas than they hold are refused, and its spare ones let a rollout start
   * new pods before it ends old ones.
   *
   * @default - unlimited, and none to spare: a rollout ends a pod before it starts its successor
   */
  readonly gpuPool?: GpuPool;

  /**
   * Who scrapes it: a PodMonitor, alerts and a Grafana dashboard come with it.
   *
   * @default - nobody
   */
  readonly monitoring?: MonitoringProps;

  /**
   * Where the weights lie, and how they come there.
   *
   * @default ModelCache.download()
   */
  readonly cache?: ModelCache;

  /**
   * Memory for `/dev/shm`, over which the workers of several GPUs talk. It counts against the memory limit.
   *
   * @default - 8 GiB with more than one GPU, no volume of its own with one
   */
  readonly sharedMemory?: Size;

  /**
   * Time for download, load and compilation until the first answer, in whole seconds. The download and the pods that wait
   * for it, the startup probe and the rollout have their shares of it.
   *
   * @default - twice the planned time, at least 5 minutes for the download and 10 for the rest
   */
  readonly startupTimeout?: Duration;

  /**
   * How long an open stream may go on after the pod was told to stop, in whole seconds.
   *
   * @default Duration.seconds(120)
   */
  readonly drain?: Duration;

  /**
   * The engine's image.
   *
   * @default - the image that the engine's project publishes for this version and GPU
   */
  readonly image?: string;

  /**
   * Further arguments for the engine. Those that a prop governs are refused, and, of vLLM 0.32.0, those that its
   * parser would refuse.
   *
   * @default - none
   */
  readonly extraArgs?: string[];
}
