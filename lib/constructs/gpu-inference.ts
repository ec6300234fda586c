import { Duration } from 'cdk8s';
import type { SecretValue } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { claim } from '../manifest/claim';
import { horizontalPodAutoscaler, podDisruptionBudget, scaledObject } from '../manifest/autoscaling';
import { configMap } from '../manifest/configuration';
import { podMonitor, prometheusRule } from '../manifest/monitoring';
import { service } from '../manifest/service';
import { deployment } from '../manifest/workloads';
import { planGpuInference } from '../plan/gpu-inference';
import { hostOf, LLM_PORT } from '../plan/service';
import { IEmbeddingBackend } from '../props/embedding-backend';
import { GpuInferenceProps } from '../props/gpu-inference-props';
import { ILlmBackend } from '../props/llm-backend';
import { NetworkPeer } from '../values/network-peer';
import { emit } from './emit';
import { claimGpus } from './gpu-pool';
import { emitPolicies, emitServiceAccount, siteOf } from './site';
import { warn } from './warn';

/**
 * vLLM on NVIDIA GPUs: a chat model, or, as an instance of its own, an embedding model.
 *
 * @see https://docs.vllm.ai
 */
export class GpuInference extends Construct implements ILlmBackend, IEmbeddingBackend {
  /** Base URL of the OpenAI-compatible API, with `/v1`, without a slash at its end. */
  public readonly baseUrl: string;
  /** Name under which the model is served. */
  public readonly servedModelName: string;
  /** Whether its task is to generate text. */
  public readonly generatesText: boolean;
  /** Name under which the model is served. */
  public readonly embeddingModelName: string;
  /** Length of the embedding vectors, when its task is to embed. */
  public readonly embeddingDimensions?: number;
  /** The API key, when one is asked for. */
  public readonly apiKey?: SecretValue;
  /** The pods behind the URL. */
  public readonly peer: NetworkPeer;
  /** Port of those pods. */
  public readonly port: number = LLM_PORT;
  /** How long an open stream may go on after the pod was told to stop. */
  public readonly drain: Duration;

  /** @throws if a prop breaks its rules: one error with all of them. */
  constructor(scope: Construct, id: string, props: GpuInferenceProps) {
    super(scope, id);
    const plan = planGpuInference(siteOf(this), props);
    if (props.gpuPool) claimGpus(this, props.gpuPool, plan.mostGpus);
    warn(this, plan.warnings);
    emitServiceAccount(this, plan.identity);
    emit(this, 'Cache', claim(plan.cache));
    emit(this, 'Service', service(plan.service));
    emitPolicies(this, ...plan.policies);
    if (plan.budget) emit(this, 'Budget', podDisruptionBudget(plan.budget));
    if (plan.hpa) emit(this, 'Autoscaler', horizontalPodAutoscaler(plan.hpa));
    if (plan.scaledObject) emit(this, 'Autoscaler', scaledObject(plan.scaledObject));
    if (plan.podMonitor) emit(this, 'Monitor', podMonitor(plan.podMonitor));
    if (plan.rule) emit(this, 'Alerts', prometheusRule(plan.rule));
    for (const board of plan.boards) emit(this, 'Dashboard', configMap(board));
    emit(this, 'Resource', deployment(plan.deployment));

    this.baseUrl = `http://${hostOf(plan.identity)}:${LLM_PORT}/v1`;
    this.servedModelName = plan.servedModelName;
    this.generatesText = !plan.embeds;
    this.embeddingModelName = plan.servedModelName;
    this.embeddingDimensions = plan.embeddingDimensions;
    this.apiKey = props.apiKey;
    this.peer = NetworkPeer.pods(plan.identity.namespace, plan.identity.selector);
    this.drain = Duration.seconds(plan.drainSeconds);
  }
}
