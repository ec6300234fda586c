import { blaming, type Upstream, UpstreamError } from './upstream-error';
import type { Model } from './settings';

interface Call {
  readonly path: string;
  readonly signal: AbortSignal;
  /** Without a body it is a GET. */
  readonly body?: object;
}

/** Calls an OpenAI-compatible API; whatever is not a good answer is an UpstreamError. */
export async function call(upstream: Upstream, model: Model, { path, signal, body }: Call): Promise<Response> {
  const response = await blaming(upstream, () =>
    fetch(`${model.baseUrl}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(model.apiKey && { authorization: `Bearer ${model.apiKey}` }),
      },
      body: body && JSON.stringify(body),
      signal,
    }),
  );
  if (response.ok) return response;
  throw new UpstreamError(upstream, await refusalOf(response), response.status);
}

/** Both `{ error: { message } }` and `{ error: "…" }` are in use. A refused key is not quoted, not even masked. */
async function refusalOf(response: Response): Promise<string> {
  if ([401, 403].includes(response.status)) return `it refuses the API key (${response.status})`;
  const text = await response.text().catch(() => '');
  return `it answered ${response.status}${detailOf(text)}`;
}

function detailOf(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: unknown } | string };
    const message = typeof error === 'string' ? error : error?.message;
    return typeof message === 'string' ? `: ${message.slice(0, 300)}` : '';
  } catch {
    return '';
  }
}
