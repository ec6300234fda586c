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

  /** Where the app connects to: the pods behind the URL, or what leads to them. */
  readonly peer: NetworkPeer;

  /** Port of that. */
  readonly port: number;

  /**
   * URL of the HTTP proxy on the way, when there is one. Apps find it in `HTTPS_PROXY`.
   *
   * @default - none
   */
  readonly proxyUrl?: string;
}
