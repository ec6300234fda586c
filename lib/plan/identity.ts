import type { WorkloadProps } from '../props/workload-props';
import { MetaPlan, StringMap } from './objects';
import { Problems } from './problems';
import { Site } from './site';
import { checkAnnotations, checkLabels, isDnsLabel, isDnsSubdomain } from './syntax';

/** Who a workload is: the names and labels that are a contract with the cluster and with its readers. */
export interface Identity {
  readonly name: string;
  /** The Service's own name: its host name. */
  readonly serviceName: string;
  readonly namespace: string;
  readonly selector: StringMap;
  readonly labels: StringMap;
  readonly annotations: StringMap;
  readonly serviceAccount: string;
  /** Whether the ServiceAccount is the construct's own. */
  readonly ownsServiceAccount: boolean;
}

/**
 * Names come from the chart and the construct's id, never from the path: moving a construct in the tree keeps them.
 *
 * @param role The part that it plays; the same for every kind of backend, so that a Deployment can change from mock to
 * GPU in place (selectors are immutable).
 * @param longest What the names derived from it may add at most.
 * @param limit The real limit of the kind.
 */
export function planIdentity(
  problems: Problems,
  site: Site,
  props: WorkloadProps,
  role: string,
  limit = 63,
  longest = 0,
): Identity {
  const name = props.name ?? `${site.chart}-${site.id}`;
  const most = limit - longest;
  problems.require(
    isDnsLabel(name) && /^[a-z]/.test(name) && name.length <= most,
    'name',
    `1 to ${most} lower-case letters, digits and "-", beginning with a letter`,
    name,
    props.name === undefined ? 'it comes from the chart\'s id and the construct\'s: set "name"' : undefined,
  );
  problems.require(
    isDnsLabel(site.chart),
    'id of the chart',
    '1 to 63 lower-case letters, digits and "-": labels and the names of programs hold it',
    site.chart,
  );
  const { serviceName = name, containerName } = props;
  if (props.serviceName !== undefined)
    problems.require(
      isDnsLabel(serviceName) && /^[a-z]/.test(serviceName) && serviceName.length <= most,
      'serviceName',
      `1 to ${most} lower-case letters, digits and "-", beginning with a letter`,
      serviceName,
    );
  if (containerName !== undefined)
    problems.require(
      isDnsLabel(containerName),
      'containerName',
      '1 to 63 lower-case letters, digits and "-"',
      containerName,
    );
  const namespace = site.namespace ?? '';
  problems.require(
    isDnsLabel(namespace),
    'namespace',
    'the name of a namespace',
    site.namespace,
    'use LlmChart, or give the Chart a "namespace"',
  );
  const selector = props.selector ?? { 'app.kubernetes.io/name': role, 'app.kubernetes.io/instance': name };
  problems.require(Object.keys(selector).length > 0, 'selector', 'at least one label', selector);
  checkLabels(problems, 'selector', props.selector ?? {});
  checkLabels(problems, 'labels', props.labels ?? {});
  checkAnnotations(problems, 'annotations', props.annotations ?? {});
  for (const [key, value] of Object.entries(props.labels ?? {}))
    problems.require(
      !Object.hasOwn(selector, key) || selector[key] === value,
      `labels["${key}"]`,
      `the selector's "${selector[key] ?? ''}"`,
      value,
    );
  const serviceAccount = props.serviceAccount?.name ?? name;
  if (props.serviceAccount)
    problems.require(isDnsSubdomain(serviceAccount), 'serviceAccount', 'the name of a ServiceAccount', serviceAccount);
  return {
    name,
    serviceName,
    namespace,
    selector,
    labels: {
      'app.kubernetes.io/component': role,
      'app.kubernetes.io/managed-by': 'cdk8s-llm',
      'app.kubernetes.io/part-of': site.chart,
      ...props.labels,
      ...selector,
    },
    annotations: { ...props.annotations },
    serviceAccount,
    ownsServiceAccount: props.serviceAccount === undefined,
  };
}

/** The metadata of the workload's Service, or of another one beside it. */
export function serviceMetaOf(identity: Identity, suffix = ''): MetaPlan {
  return { ...metaOf(identity), name: `${identity.serviceName}${suffix}` };
}

/** The metadata of one of the workload's objects. */
export function metaOf(identity: Identity, suffix = ''): MetaPlan {
  const { name, namespace, labels, annotations } = identity;
  return { name: `${name}${suffix}`, namespace, labels, annotations };
}
