import { IngressOptions } from '../values/ingress-options';
import { Tls } from '../values/tls';
import { checkHost } from './host-name';
import { metaOf, Identity } from './identity';
import { ControllerAnnotations, ControllerFacts, CONTROLLERS } from './ingress-controllers';
import { MetaPlan, StringMap } from './objects';
import { Problems } from './problems';
import { checkAnnotations, isDnsSubdomain } from './syntax';

/** A host name and a path that lead to the Service of the same program. */
export interface IngressPlan {
  readonly meta: MetaPlan;
  readonly className?: string;
  readonly host: string;
  readonly path: string;
  readonly tlsSecret?: string;
  readonly service: { readonly name: string; readonly port: number };
}

export function planIngress(
  problems: Problems,
  identity: Identity,
  options: IngressOptions,
  service: IngressPlan['service'],
  facts: Omit<ControllerFacts, 'tls'> & { readonly severalPods: boolean },
): { readonly ingress: IngressPlan; readonly serviceAnnotations: StringMap } {
  const { host, tls, className, path = '/', annotations = {} } = options;
  checkOptions(problems, options, path);
  const known = annotationsOf(className, { ...facts, tls: tls !== undefined });
  if (!known && facts.affinitySeconds !== undefined && facts.severalPods && Object.keys(annotations).length === 0)
    problems.warn(
      'a browser must stay with its pod, and how the controller does that is not known for this "className": say it in ' +
        '"exposure.ingress.annotations"',
    );
  const meta = metaOf(identity);
  const certificate = tls ? planTls(problems, identity, tls) : undefined;
  return {
    ingress: {
      meta: {
        ...meta,
        annotations: { ...meta.annotations, ...known?.ingress, ...certificate?.issuer, ...annotations },
      },
      className,
      host,
      path,
      tlsSecret: certificate?.secret,
      service,
    },
    serviceAnnotations: known?.service ?? {},
  };
}

function annotationsOf(className: string | undefined, facts: ControllerFacts): ControllerAnnotations | undefined {
  return Object.entries(CONTROLLERS).find(([name]) => name === className)?.[1](facts);
}

/** The Secret with the certificate, and for cert-manager the annotation that has it made. */
function planTls(problems: Problems, identity: Identity, tls: Tls): { secret: string; issuer: StringMap } {
  const { existingSecret, issuerName, clusterIssuerName } = tls;
  if (existingSecret) {
    const { name } = existingSecret;
    problems.require(isDnsSubdomain(name), 'exposure.ingress.tls', 'the name of a Secret', name);
    return { secret: name, issuer: {} };
  }
  const issuer = issuerName ?? clusterIssuerName ?? '';
  const [kind, key] = issuerName === undefined ? ['a ClusterIssuer', 'cluster-issuer'] : ['an Issuer', 'issuer'];
  problems.require(isDnsSubdomain(issuer), 'exposure.ingress.tls', `the name of ${kind}`, issuer);
  return { secret: `${identity.name}-tls`, issuer: { [`cert-manager.io/${key}`]: issuer } };
}

/** What the API server takes as a prefix, in characters that need no escaping. */
const PATH = /^(\/(?!\.{1,2}(\/|$))[\w.~-]+)*\/?$/;

function checkOptions(problems: Problems, { host, className, annotations = {} }: IngressOptions, path: string): void {
  checkHost(problems, 'exposure.ingress.host', host);
  const allowed = 'a path such as "/chat", of letters, digits and "-._~"';
  problems.require(path !== '' && PATH.test(path), 'exposure.ingress.path', allowed, path);
  if (className !== undefined)
    problems.require(isDnsSubdomain(className), 'exposure.ingress.className', 'the name of an IngressClass', className);
  checkAnnotations(problems, 'exposure.ingress.annotations', annotations);
}
