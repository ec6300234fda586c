import type { KServeInferenceProps } from '../props/kserve-inference-props';
import { Identity, planIdentity } from './identity';
import { Problems } from './problems';
import { Site } from './site';

/** What KServe adds to the name of a server for its Service, its Deployment and its LeaderWorkerSet. */
const SERVICE = '-kserve-workload-svc';
const DEPLOYMENT = '-kserve';
const GROUPS = '-kserve-mn';

/** Labels that KServe sets on the pods. It lays the server's own over them, and no longer finds pods with others. */
const ITS_LABELS = [
  'app.kubernetes.io/component',
  'app.kubernetes.io/name',
  'app.kubernetes.io/part-of',
  'kserve.io/component',
  'llm-d.ai/role',
];

/** Props of other servers, which are given where one takes the place of another. */
const ITS_PROPS = ['serviceName', 'containerName', 'selector'];

/** The names and labels under which KServe runs a server. Longer names than these it cuts, and nobody else knows where. */
export function kserveIdentity(problems: Problems, site: Site, props: KServeInferenceProps): Identity {
  for (const key of ITS_PROPS.filter((one) => (props as unknown as Record<string, unknown>)[one] !== undefined))
    problems.add(`"${key}" must be left out: KServe decides it`);
  for (const key of ITS_LABELS.filter((one) => Object.hasOwn(props.labels ?? {}, one)))
    problems.add(`"labels" must not hold ${key}: KServe sets it, and finds the pods by it`);
  const planned = planIdentity(problems, site, props, 'llm', 63, SERVICE.length);
  const selector = {
    'app.kubernetes.io/name': planned.name,
    // Its own, by which its pods differ from those of KServe's router for it.
    'app.kubernetes.io/instance': planned.name,
  };
  return {
    ...planned,
    serviceName: `${planned.name}${SERVICE}`,
    selector,
    labels: { ...planned.labels, ...selector },
  };
}

/** The names of what KServe makes. */
export const workloadsOf = ({ name }: Identity) => ({
  deployment: `${name}${DEPLOYMENT}`,
  groups: `${name}${GROUPS}`,
});

/** The labels of pods without those that KServe sets itself. */
export const withoutIts = (labels: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(labels).filter(([key]) => !ITS_LABELS.includes(key)));
