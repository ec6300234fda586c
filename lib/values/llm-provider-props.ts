import { NetworkPeer } from './network-peer';

/** What `LlmProvider.of` takes. */
export interface LlmProviderProps {
  /**
   * Root of the OpenAI-compatible API, without a slash at its end: `https://api.acme.io/v1`. Plain http is for names of the
   * cluster only.
   */
  readonly baseUrl: string;

  /**
   * Whether it asks for an API key.
   *
   * @default true
   */
  readonly requiresKey?: boolean;

  /**
   * Whether it serves `/embeddings`.
   *
   * @default true
   */
  readonly embeds?: boolean;

  /**
   * Where it stands, as a NetworkPolicy sees it.
   *
   * @default - what the URL says: pods of the namespace for a name of the cluster, an address for itself, the internet otherwise
   */
  readonly peer?: NetworkPeer;
}
