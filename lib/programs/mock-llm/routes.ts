import { Call, Reply } from './call';
import { methodNotAllowed, unknownUrl } from './errors';
import { createChatCompletion } from './wire/chat';
import { createCompletion } from './wire/completions';
import { createEmbeddings } from './wire/embeddings';
import { countMessageTokens, createMessage } from './wire/messages';
import { getModel, listModels } from './wire/models';
import { createModeration } from './wire/moderations';
import { ollamaChat, ollamaEmbed, ollamaGenerate, ollamaTags } from './wire/ollama';
import { rerank } from './wire/rerank';
import { createResponse } from './wire/responses';
import { health, load, metrics, tokenize, version } from './wire/vllm';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Exact, or with a final `*` for one or more further characters. */
  readonly path: string;
  readonly handle: (call: Call) => Reply;
}

const routes: readonly Route[] = [
  { method: 'GET', path: '/health', handle: health },
  { method: 'GET', path: '/metrics', handle: metrics },
  { method: 'GET', path: '/version', handle: version },
  { method: 'GET', path: '/load', handle: load },
  { method: 'POST', path: '/tokenize', handle: tokenize },
  { method: 'GET', path: '/v1/models', handle: listModels },
  { method: 'GET', path: '/v1/models/*', handle: getModel },
  { method: 'POST', path: '/v1/chat/completions', handle: createChatCompletion },
  { method: 'POST', path: '/v1/completions', handle: createCompletion },
  { method: 'POST', path: '/v1/responses', handle: createResponse },
  { method: 'POST', path: '/v1/messages', handle: createMessage },
  { method: 'POST', path: '/v1/messages/count_tokens', handle: countMessageTokens },
  { method: 'POST', path: '/v1/embeddings', handle: createEmbeddings },
  { method: 'POST', path: '/v1/moderations', handle: createModeration },
  { method: 'POST', path: '/v1/rerank', handle: rerank },
  { method: 'POST', path: '/api/chat', handle: ollamaChat },
  { method: 'POST', path: '/api/generate', handle: ollamaGenerate },
  { method: 'POST', path: '/api/embed', handle: ollamaEmbed },
  { method: 'GET', path: '/api/tags', handle: ollamaTags },
];

/** Most requests go to an exact path. */
const exact = new Map(routes.map((route) => [`${route.method} ${route.path}`, { route, rest: '' }]));

export function findRoute(method: string, path: string): { readonly route: Route; readonly rest: string } {
  return exact.get(`${method} ${path}`) ?? searchRoute(method, path);
}

function searchRoute(method: string, path: string): { readonly route: Route; readonly rest: string } {
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
