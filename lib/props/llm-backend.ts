import type { Duration } from 'cdk8s';
import type { SecretValue } from 'cdk8s-plus-27';
import { NetworkPeer } from '../values/network-peer';

/** The joint between an app and an LLM: a web app never asks which backend it has. */
export interface ILlmBackend {
  /** Base URL of the OpenAI-compatible API, with `/v1`, without a slash at its end. */
  readonly baseUrl: string;

  /** Name under which the model is served. */
  readonly servedModelName: string;

  /** Whether it generates text. An embedding server is an `ILlmBackend` by its type and refused by the app. */
  readonly generatesText: boolean;

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

  /** How long its longest answer may take; the app's own shutdown waits as long. */
  readonly drain: Duration;
}
