import { StringMap } from './objects';

/** What an app asks of the controller in front of it. */
export interface ControllerFacts {
  /** How long an answer may be silent; undefined when nobody knows. */
  readonly silenceSeconds?: number;
  /** How long a browser stays with its pod; undefined when it need not. */
  readonly affinitySeconds?: number;
  readonly tls: boolean;
}

/** The same in the words of a controller, which reads some of them from the Ingress and some from the Service. */
export interface ControllerAnnotations {
  readonly ingress: StringMap;
  readonly service: StringMap;
}

/** Controllers by the name that their IngressClass has by default. */
export const CONTROLLERS: Readonly<Record<string, (facts: ControllerFacts) => ControllerAnnotations>> = {
  nginx,
  traefik,
  haproxy,
};

/**
 * Retired in March 2026; other controllers read its annotations, Traefik among them.
 *
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
 * @see https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/
 */
function nginx({ silenceSeconds, affinitySeconds }: ControllerFacts): ControllerAnnotations {
  const prefix = 'nginx.ingress.kubernetes.io';
  return {
    ingress: {
      ...(silenceSeconds !== undefined && {
        [`${prefix}/proxy-read-timeout`]: String(silenceSeconds),
        [`${prefix}/proxy-send-timeout`]: String(silenceSeconds),
      }),
      ...(affinitySeconds !== undefined && {
        [`${prefix}/affinity`]: 'cookie',
        [`${prefix}/affinity-mode`]: 'persistent',
        [`${prefix}/session-cookie-max-age`]: String(affinitySeconds),
      }),
    },
    service: {},
  };
}

/**
 * It waits for answers as long as they take, unless its own configuration says otherwise.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/
 */
function traefik({ affinitySeconds, tls }: ControllerFacts): ControllerAnnotations {
  const prefix = 'traefik.ingress.kubernetes.io';
  return {
    ingress: tls ? { [`${prefix}/router.tls`]: 'true' } : {},
    service: affinitySeconds === undefined ? {} : { [`${prefix}/service.sticky.cookie`]: 'true' },
  };
}

/**
 * The controller of HAProxy Technologies. For WebSockets it has a timeout of its own, an hour unless its configuration
 * says otherwise.
 *
 * @see https://www.haproxy.com/documentation/kubernetes-ingress/ingress-configuration-reference/
 */
function haproxy({ silenceSeconds, affinitySeconds }: ControllerFacts): ControllerAnnotations {
  return {
    ingress: silenceSeconds === undefined ? {} : { 'haproxy.org/timeout-server': `${silenceSeconds}s` },
    service: affinitySeconds === undefined ? {} : { 'haproxy.org/cookie-persistence': 'app-pod' },
  };
}
