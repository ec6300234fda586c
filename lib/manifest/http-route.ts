import type { HttpRouteProps, HttpRouteSpecRules } from '../../imports/gateway.networking.k8s.io';
import { ForwardPlan, RoutePlan } from '../plan/routes';
import { Json, Manifest } from './kubernetes';
import { metadata } from './metadata';

const GROUP = 'gateway.networking.k8s.io';

/**
 * What the server would fill in is written out: `kubectl apply` compares the lists of a custom resource as wholes, and
 * would report a change for ever.
 */
export function httpRoute({ meta, host, gateway, action }: RoutePlan): Manifest<HttpRouteProps> {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'HTTPRoute',
    metadata: metadata(meta),
    body: {
      spec: {
        parentRefs: [
          {
            group: GROUP,
            kind: 'Gateway',
            name: gateway.name,
            ...(gateway.namespace !== undefined && { namespace: gateway.namespace }),
            ...(gateway.listener !== undefined && { sectionName: gateway.listener }),
          },
        ],
        hostnames: [host],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            ...('redirect' in action ? redirect(action.redirect) : forward(action)),
          },
        ],
      },
    },
  };
}

function redirect(scheme: 'https'): Json<HttpRouteSpecRules> {
  return { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme, statusCode: 301 } }] };
}

/** One try may take as long as the whole: an answer that was half sent cannot be tried again. */
function forward({ service, seconds }: ForwardPlan): Json<HttpRouteSpecRules> {
  return {
    ...(seconds !== undefined && { timeouts: { request: `${seconds}s`, backendRequest: `${seconds}s` } }),
    backendRefs: [{ group: '', kind: 'Service', name: service.name, port: service.port, weight: 1 }],
  };
}
