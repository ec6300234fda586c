import { Call, Reply } from './call';
import { createChatCompletion } from './chat';
import { createEmbeddings } from './embeddings';
import { draining, methodNotAllowed, unknownUrl } from './errors';
import { getModel, listModels } from './models';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Exact, or with a final `*` for one or more further characters. */
  readonly path: string;
  readonly handle: (call: Call) => Reply;
}

const routes: readonly Route[] = [
  { method: 'GET', path: '/health', handle: health },
  { method: 'GET', path: '/v1/models', handle: listModels },
  { method: 'GET', path: '/v1/models/*', handle: getModel },
  { method: 'POST', path: '/v1/chat/completions', handle: createChatCompletion },
  { method: 'POST', path: '/v1/embeddings', handle: createEmbeddings },
];

export function findRoute(method: string, path: string): { readonly route: Route; readonly rest: string } {
  const matches = routes.flatMap((route) => {
    const rest = matchPath(route.path, path);
    return rest === undefined ? [] : [{ route, rest }];
  });
  if (matches.length === 0) throw unknownUrl(method, path);
  const found = matches.find(({ route }) => route.method === method);
  if (!found) throw methodNotAllowed(method, path, matches.map(({ route }) => route.method).join(', '));
  return found;
}

function matchPath(pattern: string, path: string): string | undefined {
  if (!pattern.endsWith('*')) return path === pattern ? '' : undefined;
  const prefix = pattern.slice(0, -1);
  return path.startsWith(prefix) && path.length > prefix.length ? path.slice(prefix.length) : undefined;
}

function health(call: Call): Reply {
  if (call.draining) throw draining();
  return { json: { status: 'ok' } };
}
