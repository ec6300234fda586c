import { Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import type { SecretValue } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { podDisruptionBudget } from '../manifest/autoscaling';
import { configMap } from '../manifest/configuration';
import { service } from '../manifest/service';
import { deployment } from '../manifest/workloads';
import { LlmGatewayPlan, planLlmGateway } from '../plan/llm-gateway';
import { hostOf, LLM_PORT } from '../plan/service';
import { ILlmBackend } from '../props/llm-backend';
import { LlmGatewayProps } from '../props/llm-gateway-props';
import { NetworkPeer } from '../values/network-peer';
import { emit } from './emit';
import { programOf } from './program';
import { emitSecretJob } from './secret-job';
import { emitPolicies, emitServiceAccount, siteOf } from './site';

/**
 * Several LLMs as one: the first answers, and the next when it cannot. What decides is the proxy of LiteLLM, without a
 * database and without its pages.
 *
 * @see https://docs.litellm.ai/docs/proxy/reliability
 */
export class LlmGateway extends Construct implements ILlmBackend {
  /** Base URL of the OpenAI-compatible API, with `/v1`, without a slash at its end. */
  public readonly baseUrl: string;
  /** Name under which the LLMs are served together. */
  public readonly servedModelName: string;
  /** Its LLMs generate text, so it does. */
  public readonly generatesText: boolean = true;
  /** The API key. */
  public readonly apiKey?: SecretValue;
  /** The pods behind the URL. */
  public readonly peer: NetworkPeer;
  /** Port of those pods. */
  public readonly port: number = LLM_PORT;
  /** How long an answer may take when every LLM but the last lets it wait. */
  public readonly drain: Duration;

  /** @throws if a prop breaks its rules: one error with all of them. */
  constructor(scope: Construct, id: string, props: LlmGatewayProps) {
    super(scope, id);
    const plan = planLlmGateway(siteOf(this), props, () => programOf(this, 'fill-secret'));
    emitServiceAccount(this, plan.identity);
    if (plan.keyJob) emitSecretJob(this, 'Key', plan.keyJob);
    emit(this, 'Config', configMap(plan.config));
    emit(this, 'Service', service(plan.service));
    emitPolicies(this, ...plan.policies);
    if (plan.budget) emit(this, 'Budget', podDisruptionBudget(plan.budget));
    emit(this, 'Resource', deployment(plan.deployment));

    this.baseUrl = `http://${hostOf(plan.identity)}:${LLM_PORT}/v1`;
    this.servedModelName = plan.servedModelName;
    this.apiKey = props.apiKey ?? this.generatedKey(plan);
    this.peer = NetworkPeer.pods(plan.identity.namespace, plan.identity.selector);
    this.drain = Duration.seconds(plan.drainSeconds);
  }

  private generatedKey({ keyJob, keyName }: LlmGatewayPlan): SecretValue | undefined {
    return keyJob && { secret: Secret.fromSecretName(this, 'KeyRef', keyJob.secret.name), key: keyName };
  }
}
