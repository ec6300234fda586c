import { Duration } from 'cdk8s';
import type { SecretValue } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { planExternalLlm } from '../plan/external-llm';
import { IEmbeddingBackend } from '../props/embedding-backend';
import { ExternalLlmProps } from '../props/external-llm-props';
import { ILlmBackend } from '../props/llm-backend';
import { NetworkPeer } from '../values/network-peer';
import { siteOf } from './site';

/** An LLM that somebody else serves. It makes no object: apps get its URL, its key and the way to it. */
export class ExternalLlm extends Construct implements ILlmBackend, IEmbeddingBackend {
  /** Base URL of the OpenAI-compatible API, without a slash at its end. */
  public readonly baseUrl: string;
  /** Name of the chat model. */
  public readonly servedModelName: string;
  /** Whether it has a chat model. */
  public readonly generatesText: boolean;
  /** Name of the embedding model. */
  public readonly embeddingModelName: string;
  /** Length of the embedding vectors, when it has an embedding model. */
  public readonly embeddingDimensions?: number;
  /** The API key, when one is asked for. */
  public readonly apiKey?: SecretValue;
  /** What an app connects to: the provider, or the proxy on the way. */
  public readonly peer: NetworkPeer;
  /** Port of that. */
  public readonly port: number;
  /** URL of the HTTP proxy on the way, when there is one. */
  public readonly proxyUrl?: string;
  /** How long the longest answer may take. */
  public readonly drain: Duration;

  /** @throws if a prop breaks its rules: one error with all of them. */
  constructor(scope: Construct, id: string, props: ExternalLlmProps) {
    super(scope, id);
    const plan = planExternalLlm(siteOf(this), props);
    this.baseUrl = plan.baseUrl;
    this.servedModelName = plan.servedModelName;
    this.generatesText = plan.generatesText;
    this.embeddingModelName = plan.embeddingModelName;
    this.embeddingDimensions = plan.embeddingDimensions;
    this.apiKey = props.apiKey;
    this.peer = plan.connection.peer;
    this.port = plan.connection.port;
    this.proxyUrl = props.proxyUrl;
    this.drain = Duration.seconds(plan.drainSeconds);
  }
}
