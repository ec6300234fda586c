import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { Problems } from './problems';

/** How long a browser stays with its pod after its last connection: Kubernetes' own default, said aloud. */
const AFFINITY_SECONDS = 10_800;

/** The caller's props over those of the preset: field by field, variable by variable. */
export function withPreset(props: LlmWebAppProps): LlmWebAppProps {
  if (!props.preset || props.image === undefined) return props;
  const { port, healthCheck, writablePaths, env, wiring } = props.preset.props;
  return {
    ...props,
    port: props.port ?? port,
    healthCheck: props.healthCheck ?? healthCheck,
    writablePaths: props.writablePaths ?? writablePaths,
    env: { ...env, ...filled(props.env) },
    wiring: { ...wiring, ...filled(props.wiring) },
  };
}

/** What a preset says about the pods as a whole. */
export interface SessionPlan {
  /** Two pods would contradict each other: the old one ends before the new one starts. */
  readonly stateful: boolean;
  readonly websockets: boolean;
  readonly affinitySeconds?: number;
  readonly severalPods: boolean;
}

export function planSessions(problems: Problems, { preset, replicas = 1, autoscaling }: LlmWebAppProps): SessionPlan {
  const { name = '', stateful = false, websockets = false, sessionAffinity } = preset?.props ?? {};
  const cure = `${name} keeps its state in one pod; once a database and Redis hold it, say so with preset.stateless()`;
  if (stateful) problems.require(replicas <= 1, 'replicas', '0 or 1', replicas, cure);
  if (stateful && autoscaling) problems.add(`"autoscaling" must be left out: ${cure}`);
  return {
    stateful,
    websockets,
    affinitySeconds: sessionAffinity ? AFFINITY_SECONDS : undefined,
    severalPods: autoscaling !== undefined || replicas > 1,
  };
}

/** An explicit undefined must not erase what the preset says. */
function filled<T extends object>(given: T | undefined): T {
  return Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined)) as T;
}
