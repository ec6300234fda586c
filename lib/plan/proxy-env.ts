import { EnvPlan } from './objects';
import { Problems } from './problems';

interface Reached {
  readonly prop: string;
  readonly backend: { readonly proxyUrl?: string };
}

/** Names that are answered inside the cluster, and must not be asked of a proxy that leads out of it. */
const NO_PROXY = 'localhost,127.0.0.1,.svc,.cluster.local';

/** The variables that every HTTP client knows; Node heeds them only when it is told to. */
export function proxyEnv(problems: Problems, reached: readonly Reached[]): EnvPlan[] {
  const through = reached.filter(({ backend }) => backend.proxyUrl !== undefined);
  const [first, ...others] = [...new Map(through.map((one) => [one.backend.proxyUrl, one])).values()];
  if (!first) return [];
  for (const { prop } of others)
    problems.add(`"${prop}" is reached through another proxy than "${first.prop}": a container has one HTTPS_PROXY`);
  return [
    { name: 'HTTPS_PROXY', value: first.backend.proxyUrl ?? '' },
    { name: 'NO_PROXY', value: NO_PROXY },
    { name: 'NODE_USE_ENV_PROXY', value: '1' },
  ];
}
