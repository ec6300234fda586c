import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { AppVolume, AppVolumeType } from '../values/app-volume';
import { Problems } from './problems';

/** How long a browser stays with its pod after its last connection: Kubernetes' own default, said aloud. */
const AFFINITY_SECONDS = 10_800;

/** The caller's props over those of the preset: field by field, variable by variable; a volume over an empty directory. */
export function withPreset(props: LlmWebAppProps): LlmWebAppProps {
  if (!props.preset || props.image === undefined) return props;
  const { port, healthCheck, writablePaths, env, wiring } = props.preset.props;
  const empty = writablePaths?.filter((path) => !isIn(props.volumes ?? [], path));
  return {
    ...props,
    port: props.port ?? port,
    healthCheck: props.healthCheck ?? healthCheck,
    writablePaths: props.writablePaths ?? empty,
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

export function planSessions(problems: Problems, props: LlmWebAppProps): SessionPlan {
  const { preset, replicas = 1, autoscaling } = props;
  const { name = '', stateful = false, websockets = false, sessionAffinity } = preset?.props ?? {};
  const cure = `${name} keeps its state in one pod; once a database and Redis hold it, say so with preset.stateless()`;
  if (stateful) problems.require(replicas <= 1, 'replicas', '0 or 1', replicas, cure);
  if (stateful && autoscaling) problems.add(`"autoscaling" must be left out: ${cure}`);
  if (stateful) warnOfLoss(problems, props);
  return {
    stateful,
    websockets,
    affinitySeconds: sessionAffinity ? AFFINITY_SECONDS : undefined,
    severalPods: autoscaling !== undefined || replicas > 1,
  };
}

/** An empty directory lives as long as its pod. */
function warnOfLoss(problems: Problems, { preset, volumes = [] }: LlmWebAppProps): void {
  const { name = '', writablePaths = [] } = preset?.props ?? {};
  const claims = volumes.filter(({ type }) => type === AppVolumeType.CLAIM);
  for (const path of writablePaths.filter((one) => !isIn(claims, one)))
    problems.warn(
      `what ${name} keeps in ${path} ends with its pod: give it AppVolume.claim('${path}', …) in "volumes"`,
    );
}

function isIn(volumes: readonly AppVolume[], path: string): boolean {
  return volumes.some((volume) => `${path}/`.startsWith(`${volume.path}/`));
}

/** An explicit undefined must not erase what the preset says. */
function filled<T extends object>(given: T | undefined): T {
  return Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined)) as T;
}
