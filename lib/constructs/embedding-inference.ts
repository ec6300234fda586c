import type { SecretValue } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { planEmbeddingInference } from '../plan/embedding-inference';
import { hostOf, LLM_PORT } from '../plan/service';
import { IEmbeddingBackend } from '../props/embedding-backend';
import { EmbeddingInferenceProps } from '../props/embedding-inference-props';
import { NetworkPeer } from '../values/network-peer';
import { emitOwnServer } from './emit-server';
import { programOf } from './program';
import { siteOf } from './site';

/**
 * An embedding model: of vLLM on GPUs, or of Text Embeddings Inference on a GPU or the CPU.
 *
 * @see https://docs.vllm.ai/en/latest/models/pooling_models/
 */
export class EmbeddingInference extends Construct implements IEmbeddingBackend {
  /** Base URL of the OpenAI-compatible API, with `/v1`, without a slash at its end. */
  public readonly baseUrl: string;
  /** Name under which the model is served. */
  public readonly embeddingModelName: string;
  /** Length of the embedding vectors. */
  public readonly embeddingDimensions?: number;
  /** The API key, when one is asked for. */
  public readonly apiKey?: SecretValue;
  /** The pods behind the URL. */
  public readonly peer: NetworkPeer;
  /** Port of those pods. */
  public readonly port: number = LLM_PORT;

  /** @throws if a prop breaks its rules: one error with all of them. */
  constructor(scope: Construct, id: string, props: EmbeddingInferenceProps) {
    super(scope, id);
    const plan = planEmbeddingInference(siteOf(this), props, () => programOf(this, 'download-model'));
    emitOwnServer(this, plan, props.gpuPool);

    this.baseUrl = `http://${hostOf(plan.identity)}:${LLM_PORT}/v1`;
    this.embeddingModelName = plan.servedModelName;
    this.embeddingDimensions = plan.embeddingDimensions;
    this.apiKey = props.apiKey;
    this.peer = NetworkPeer.pods(plan.identity.namespace, plan.identity.selector);
  }
}
