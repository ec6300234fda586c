import type { SecretValue } from 'cdk8s-plus-27';
import { NetworkPeer } from '../values/network-peer';

/**
 * The joint between an app and an embedding model. It is a joint of its own because a vLLM that generates text serves no
 * `/v1/embeddings`.
 */
export interface IEmbeddingBackend {
  /** Base URL of the OpenAI-compatible API, with `/v1`, without a slash at its end. */
  readonly baseUrl: string;

  /** Name under which the embedding model is served. */
  readonly embeddingModelName: string;

  /** Length of the vectors; undefined when the server embeds nothing, and refused by the app. */
  readonly embeddingDimensions?: number;

  /** The API key, when one is asked for. */
  readonly apiKey?: SecretValue;

  /** The pods behind the URL. */
  readonly peer: NetworkPeer;

  /** Port of those pods. */
  readonly port: number;
}
