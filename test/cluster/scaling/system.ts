import { App, Duration } from 'cdk8s';
import {
  Autoscaling,
  DemandSignal,
  Exposure,
  Gpu,
  GpuInference,
  LlmChart,
  LlmWebApp,
  MockLlm,
  Model,
  ModelCache,
  VectorDbStatefulSet,
} from '../../../lib';

/** An object of Kubernetes, as far as these tests look into it. */
export interface Written {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: {
    replicas?: number;
    readonly triggers?: readonly { readonly metadata: Readonly<Record<string, string>> }[];
    readonly groups?: readonly { readonly rules: readonly { readonly expr: string }[] }[];
  };
  readonly data?: Readonly<Record<string, string>>;
}

export const namespace = 'chatbot-scaling';
export const nodePort = 30_123;
const prometheusUrl = 'http://prometheus.monitoring.svc.cluster.local:9090';
const model = Model.named('Qwen/Qwen3-0.6B');

/** What watches and scales a GPU server from and to zero. There is no GPU, so its pods are the next function's. */
export function scaler(): Written[] {
  const llm = new GpuInference(chartOf(), 'llm', {
    model,
    gpu: Gpu.l4(),
    extraArgs: ['--enforce-eager'], // the planner allows a short cooldown to what starts fast
    monitoring: {},
    autoscaling: Autoscaling.inference({
      minReplicas: 0,
      maxReplicas: 3,
      demand: [DemandSignal.questions('scaling-web')],
      prometheusUrl,
      pollingSeconds: 2,
      cooldown: Duration.minutes(1),
    }),
    cache: ModelCache.download({ accessMode: 'ReadWriteMany' as never }),
  });
  const kinds = ['ScaledObject', 'PrometheusRule', 'PodMonitor', 'ConfigMap'];
  return written(llm.node.scope as LlmChart).filter(({ kind }) => kinds.includes(kind));
}

/** A chat app whose LLM is a mock of the same Deployment, labels and served name, which answers one at a time. */
export function system(): Written[] {
  const chart = chartOf();
  // Prometheus scrapes pods by it here; elsewhere by the monitors.
  const annotations = { 'prometheus.io/scrape': 'true' };
  const llm = new MockLlm(chart, 'llm', {
    ...{ annotations, servedModelName: model.id, maxNumSeqs: 1, drain: Duration.seconds(5) },
    latency: { firstToken: Duration.seconds(1) },
  });
  const embeddings = new MockLlm(chart, 'embedder');
  const database = new VectorDbStatefulSet(chart, 'db');
  const exposure = Exposure.nodePort(nodePort);
  new LlmWebApp(chart, 'web', { annotations, llm, embeddings, database, exposure, monitoring: {} });
  const objects = [chart.programs, chart].flatMap(written);
  const server = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'scaling-llm')!;
  delete server.spec!.replicas; // as GpuInference leaves it out: the autoscaler owns the number
  return objects.filter(({ kind }) => kind !== 'ServiceMonitor');
}

const chartOf = () => new LlmChart(new App(), 'scaling', { namespace, createNamespace: false });
const written = (chart: { toJson(): any[] }): Written[] => chart.toJson();
