import { Construct } from 'constructs';
import { horizontalPodAutoscaler, podDisruptionBudget, scaledObject } from '../manifest/autoscaling';
import { configMap } from '../manifest/configuration';
import { externalSecret } from '../manifest/external-secret';
import { httpRoute } from '../manifest/http-route';
import { ingress } from '../manifest/ingress';
import { serviceMonitor } from '../manifest/monitoring';
import { service } from '../manifest/service';
import { deployment } from '../manifest/workloads';
import { planLlmWebApp } from '../plan/llm-web-app';
import { hostOf } from '../plan/service';
import { LlmWebAppProps } from '../props/llm-web-app-props';
import { NetworkPeer } from '../values/network-peer';
import { emit } from './emit';
import { refuseLateData } from './late-data';
import { claimNodePort } from './node-port';
import { programOf } from './program';
import { emitSecretJob } from './secret-job';
import { emitPolicies, emitServiceAccount, siteOf } from './site';
import { warn } from './warn';

/**
 * A web app in front of an LLM and a vector database: the caller's image, or the reference chat app. It is wired to its
 * backends by environment variables and by exactly the network edges that it needs.
 */
export class LlmWebApp extends Construct {
  /** URL inside the cluster, without a slash at its end. */
  public readonly url: string;
  /** The pods of the app. */
  public readonly peer: NetworkPeer;

  /** @throws if a prop breaks its rules: one error with all of them. */
  constructor(scope: Construct, id: string, props: LlmWebAppProps = {}) {
    super(scope, id);
    const plan = planLlmWebApp(siteOf(this), props, {
      chatApp: () => programOf(this, 'chat-app'),
      databaseInit: () => programOf(this, 'database-init'),
      fillSecret: () => programOf(this, 'fill-secret'),
    });
    emitServiceAccount(this, plan.identity);
    for (const config of plan.configMaps)
      emit(this, config.meta.name.slice(plan.identity.name.length + 1), configMap(config));
    for (const secret of plan.externalSecrets) emit(this, `External-${secret.meta.name}`, externalSecret(secret));
    for (const job of plan.fillJobs) emitSecretJob(this, `Secret-${job.secret.name}`, job);
    claimNodePort(this, plan.service);
    emit(this, 'Service', service(plan.service));
    if (plan.ingress) emit(this, 'Ingress', ingress(plan.ingress));
    plan.routes.forEach((route, index) => emit(this, `Route${index || ''}`, httpRoute(route)));
    emitPolicies(this, ...plan.policies);
    if (plan.budget) emit(this, 'Budget', podDisruptionBudget(plan.budget));
    if (plan.hpa) emit(this, 'Autoscaler', horizontalPodAutoscaler(plan.hpa));
    if (plan.scaledObject) emit(this, 'Autoscaler', scaledObject(plan.scaledObject));
    if (plan.serviceMonitor) emit(this, 'Monitor', serviceMonitor(plan.serviceMonitor));
    emit(this, 'Resource', deployment(plan.deployment));
    refuseLateData(this, props);
    warn(this, plan.warnings);

    this.url = `http://${hostOf(plan.identity)}:${plan.service.port.port}`;
    this.peer = NetworkPeer.pods(plan.identity.namespace, plan.identity.selector);
  }
}
