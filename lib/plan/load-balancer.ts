import { isIPv6 } from 'node:net';
import { LoadBalancerOptions } from '../values/load-balancer-options';
import { ServicePlan } from './objects';
import { isIpv4Range } from './peers';
import { Problems } from './problems';
import { checkAnnotations, checkPort, isQualifiedName } from './syntax';

/** A Service for which the cloud makes a load balancer. */
export function planLoadBalancer(problems: Problems, service: ServicePlan, options: LoadBalancerOptions): ServicePlan {
  const { port = 80, sourceRanges = [], loadBalancerClass, annotations = {} } = options;
  checkPort(problems, 'exposure.loadBalancer.port', port);
  for (const range of sourceRanges)
    problems.require(
      isIpv4Range(range) || isIpv6Range(range),
      'exposure.loadBalancer.sourceRanges',
      'ranges such as "203.0.113.0/24" or "2001:db8::/32"',
      range,
    );
  if (loadBalancerClass !== undefined)
    problems.require(
      isQualifiedName(loadBalancerClass),
      'exposure.loadBalancer.loadBalancerClass',
      'a name such as "internal" or "service.k8s.aws/nlb"',
      loadBalancerClass,
    );
  checkAnnotations(problems, 'exposure.loadBalancer.annotations', annotations);
  return {
    ...service,
    meta: { ...service.meta, annotations: { ...service.meta.annotations, ...annotations } },
    type: 'LoadBalancer',
    port: { ...service.port, port },
    sourceRanges: [...sourceRanges],
    loadBalancerClass,
  };
}

function isIpv6Range(range: string): boolean {
  const [address = '', bits = '', ...rest] = range.split('/');
  if (!isIPv6(address) || address.includes('%') || !/^\d{1,3}$/.test(bits) || rest.length > 0) return false;
  return Number(bits) <= 128 && numberOf(address) % 2n ** BigInt(128 - Number(bits)) === 0n;
}

/** Bits that the mask does not cover are a slip, which the API server takes with a mere warning. */
function numberOf(address: string): bigint {
  const [before = '', after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [first, last] = [before, after ?? ''].map((half) => half.split(':').filter((word) => word !== '')) as [
    string[],
    string[],
  ];
  const words = [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
  return words.reduce((sum, word) => sum * 65_536n + BigInt(`0x${word}`), 0n);
}
