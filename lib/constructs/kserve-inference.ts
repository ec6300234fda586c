import { Duration } from 'cdk8s';
import type { SecretValue } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { llmInferenceService } from '../manifest/llm-inference-service';
import { planKServeInference } from '../plan/kserve-inference';
import { hostOf, LLM_PORT } from '../plan/service';
import { KServeInferenceProps } from '../props/kserve-inference-props';
import { ILlmBackend } from '../props/llm-backend';
import { NetworkPeer } from '../values/network-peer';
import { emitServer } from './emit-server';
import { programOf } from './program';
import { siteOf } from './site';

/**
 * A model that generates text, as an LLMInferenceService: KServe, which must be in the cluster, runs its pods.
 *
 * @see https://kserve.github.io/website/docs/model-serving/generative-inference/llmisvc/llmisvc-overview
 */
export class KServeInference extends Construct implements ILlmBackend {
  /** Base URL of the OpenAI-compatible API, with `/v1`, without a slash at its end: of the Service that KServe makes. */
  public readonly baseUrl: string;
  /** Name under which the model is served. */
  public readonly servedModelName: string;
  /** It does. */
  public readonly generatesText: boolean = true;
  /** The API key, when one is asked for. */
  public readonly apiKey?: SecretValue;
  /** The pods behind the URL. */
  public readonly peer: NetworkPeer;
  /** Port of those pods. */
  public readonly port: number = LLM_PORT;
  /** How long an open stream may go on after the pod was told to stop. */
  public readonly drain: Duration;

  /** @throws if a prop breaks its rules: one error with all of them. */
  constructor(scope: Construct, id: string, props: KServeInferenceProps) {
    super(scope, id);
    const plan = planKServeInference(siteOf(this), props, () => programOf(this, 'download-model'));
    emitServer(this, plan, props.gpuPool, llmInferenceService(plan.resource));
    this.baseUrl = `http://${hostOf(plan.identity)}:${LLM_PORT}/v1`;
    this.servedModelName = plan.servedModelName;
    this.apiKey = props.apiKey;
    this.peer = NetworkPeer.pods(plan.identity.namespace, plan.identity.selector);
    this.drain = Duration.seconds(plan.drainSeconds);
  }
}
