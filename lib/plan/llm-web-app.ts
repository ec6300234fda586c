import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { AutoscalingPlan, planAutoscaling } from './autoscaling';
import { BudgetPlan, planBudget } from './availability';
import { backendsOf, planBackends, planDrain } from './backends';
import { planConfiguration } from './configuration';
import { planDatabaseWait } from './database-wait';
import { graceFor } from './drain';
import { policiesOf } from './edges';
import { planEntrance } from './entrance';
import { secretRefsOf } from './env-sources';
import { extraEdges } from './extra-containers';
import { Identity, metaOf, planIdentity } from './identity';
import { ConfigMapPlan, DeploymentPlan, PolicyPlan } from './objects';
import { planMonitoring, ServiceMonitorPlan } from './monitoring';
import { sumOf } from './part';
import { planPod } from './pod';
import { planSessions, withPreset } from './preset';
import { Problems } from './problems';
import { planReferenceApp } from './reference-app';
import { planSecretRefs, SecretRefsPlan } from './secret-refs';
import { planServices } from './services';
import { checkShape } from './shape';
import { llmWebApp } from './shapes/llm-web-app';
import { ProgramRef, Site } from './site';
import { planTelemetry } from './telemetry';
import { checkWhole } from './syntax';
import { planWritablePaths, webContainer } from './web-container';
import { checkWebApp } from './web-app-rules';
import { ExposurePlan } from './web-exposure';

export interface LlmWebAppPlan extends AutoscalingPlan, SecretRefsPlan, Omit<ExposurePlan, 'part'> {
  readonly identity: Identity;
  readonly configMaps: readonly ConfigMapPlan[];
  readonly policies: readonly PolicyPlan[];
  readonly budget?: BudgetPlan;
  readonly serviceMonitor?: ServiceMonitorPlan;
  readonly deployment: DeploymentPlan;
  readonly warnings: readonly string[];
}

/** The programs that a web app may need: each is asked for only when it is used. */
export interface WebAppPrograms {
  chatApp(): ProgramRef;
  databaseInit(): ProgramRef;
  fillSecret(): ProgramRef;
}

const NODE_USER = 1000;

export function planLlmWebApp(site: Site, given: LlmWebAppProps, programs: WebAppPrograms): LlmWebAppPlan {
  const problems = new Problems(site.construct, site.path);
  checkShape(problems, llmWebApp, given);
  const props = withPreset(given);
  const identity = planIdentity(problems, site, props, 'web-app', 63, '-schema'.length);
  const { port = 8000, autoscaling } = props;
  const fewestPods = autoscaling?.minReplicas ?? props.replicas ?? 1;
  checkWhole(problems, 'replicas', props.replicas ?? 1, 0, 100);
  const sessions = planSessions(problems, props);
  const scaling = planAutoscaling(problems, identity, autoscaling, props.replicas);
  const backends = backendsOf(problems, props);
  const drainSeconds = planDrain(problems, backends);
  const { part: entrance, ...exposed } = planEntrance(problems, site, identity, props, {
    port,
    sessions,
    drainSeconds: backends.llms.length > 0 ? drainSeconds : undefined,
  });
  const program = props.image === undefined ? programs.chatApp() : undefined;
  const joints = planBackends(problems, identity.namespace, backends);
  const secrets = planSecretRefs(problems, site, identity, props, secretRefsOf(props), () => programs.fillSecret());
  const monitoring = planMonitoring(problems, identity, props, port, exposed.service.port.target !== undefined);
  const parts = sumOf([
    joints,
    ...(program ? [planReferenceApp(program, drainSeconds)] : []),
    ...(props.database
      ? [planDatabaseWait(problems, site, identity, props, joints.env ?? [], programs.databaseInit())]
      : []),
    planServices(problems, identity, props),
    planWritablePaths(props),
    planConfiguration(problems, identity, props),
    planTelemetry(problems, site, identity, props),
    monitoring.part,
    entrance,
    extraEdges(props, identity.namespace),
  ]);
  checkWebApp(problems, props, {
    identity,
    port,
    backends,
    wired: parts.env.map(({ name }) => name),
    connected: parts.servers.length + parts.egress.length > 0,
  });
  const pod = planPod(problems, site, identity, props, {
    user: props.user ?? NODE_USER,
    graceSeconds: graceFor(drainSeconds),
    init: parts.init,
    containers: [webContainer(problems, site, props, { port, program, parts })],
    sidecars: parts.sidecars,
    checksums: parts.checksums,
    volumes: parts.volumes,
    readinessGates: props.readinessGates,
    fewestPods,
  });
  problems.throwIfAny();
  return {
    identity,
    configMaps: parts.configMaps,
    ...exposed,
    policies: policiesOf(identity, parts),
    budget: planBudget(identity, fewestPods),
    ...scaling,
    ...secrets,
    serviceMonitor: monitoring.serviceMonitor,
    deployment: {
      meta: metaOf(identity),
      replicas: autoscaling ? undefined : fewestPods,
      selector: identity.selector,
      rolling: sessions.stateful ? undefined : { surge: 1, unavailable: 0 },
      pod,
    },
    warnings: problems.warnings,
  };
}
