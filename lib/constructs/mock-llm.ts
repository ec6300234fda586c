import { Duration } from 'cdk8s';
import type { SecretValue } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { configMap } from '../manifest/configuration';
import { podDisruptionBudget } from '../manifest/autoscaling';
import { service } from '../manifest/service';
import { deployment } from '../manifest/workloads';
import { planMockLlm } from '../plan/mock-llm';
import { hostOf, LLM_PORT } from '../plan/service';
import { IEmbeddingBackend } from '../props/embedding-backend';
import { ILlmBackend } from '../props/llm-backend';
import { MockLlmProps } from '../props/mock-llm-props';
import { NetworkPeer } from '../values/network-peer';
import { emit } from './emit';
import { programOf } from './program';
import { emitPolicies, emitServiceAccount, siteOf } from './site';
import { warn } from './warn';

/**
 * A deterministic mock of an OpenAI-compatible server, for laptops, tests and reviews: no key, no GPU, no image to build.
 * It answers from the context in the prompt, and embeds texts so that near texts are near.
 */
export class MockLlm extends Construct implements ILlmBackend, IEmbeddingBackend {
  /** Base URL of the OpenAI-compatible API, with `/v1`, without a slash at its end. */
  public readonly baseUrl: string;
  /** Name under which the chat model is served. */
  public readonly servedModelName: string;
  /** It always generates text. */
  public readonly generatesText: boolean = true;
  /** Name under which the embedding model is served. */
  public readonly embeddingModelName: string;
  /** Length of the embedding vectors. */
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
  constructor(scope: Construct, id: string, props: MockLlmProps = {}) {
    super(scope, id);
    const plan = planMockLlm(siteOf(this), props, programOf(this, 'mock-llm'));
    emitServiceAccount(this, plan.identity);
    emit(this, 'Config', configMap(plan.config));
    emit(this, 'Service', service(plan.service));
    emitPolicies(this, ...plan.policies);
    if (plan.budget) emit(this, 'Budget', podDisruptionBudget(plan.budget));
    emit(this, 'Resource', deployment(plan.deployment));
    warn(this, plan.warnings);

    this.baseUrl = `http://${hostOf(plan.identity)}:${LLM_PORT}/v1`;
    this.servedModelName = plan.servedModelName;
    this.embeddingModelName = plan.embeddingModelName;
    this.embeddingDimensions = plan.embeddingDimensions;
    this.apiKey = props.apiKey;
    this.peer = NetworkPeer.pods(plan.identity.namespace, plan.identity.selector);
    this.drain = Duration.seconds(plan.drainSeconds);
  }
}
