import { isIPv4 } from 'node:net';
import { addresses, internet, pods } from './edges';
import { EdgePlan } from './objects';

const IN_CLUSTER = /^([a-z0-9-]+)(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?)?$/;

/**
 * The egress edge to a URL. A name of the cluster (`collector`, `collector.observability`, `….svc`) leads to the pods of
 * its namespace, an address to itself, any other host to the internet. Undefined when it is no URL of http or https.
 */
export function edgeTo(url: string, namespace: string): EdgePlan | undefined {
  if (!/^https?:\/\/[^\s/]/.test(url) || !URL.canParse(url)) return undefined;
  const { hostname, port, protocol } = new URL(url);
  const number = port ? Number(port) : protocol === 'https:' ? 443 : 80;
  if (isIPv4(hostname)) return addresses(`${hostname}/32`, number);
  const [inCluster, , other = namespace] = IN_CLUSTER.exec(hostname) ?? [];
  if (inCluster === undefined) return internet(number);
  return pods({ pods: {}, namespace: other === namespace ? undefined : other }, number);
}
