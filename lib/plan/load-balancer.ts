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
  return isIPv6(address) && /^\d{1,3}$/.test(bits) && Number(bits) <= 128 && rest.length === 0;
}
