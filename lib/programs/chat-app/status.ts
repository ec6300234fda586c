import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from './app';
import { sendJson } from './http';
import type { Holding } from './passages';
import { upstreams } from './upstream-error';

/** What the page shows at its head. The counts are null while the database does not answer. */
export async function status(app: App, _: IncomingMessage, response: ServerResponse): Promise<void> {
  const { llm, embeddings } = app.settings;
  const holdings = await app.passages.holdings().catch(() => undefined);
  sendJson(response, 200, {
    upstreams: Object.fromEntries(upstreams.map((upstream) => [upstream, app.upstreams.state(upstream)])),
    models: { llm: llm.name, embeddings: embeddings.name, dimensions: embeddings.dimensions },
    documents: holdings?.current.documents ?? null,
    passages: holdings?.current.passages ?? null,
    reingest: holdings ? reingestion(holdings.current, holdings.others) : null,
  });
}

/** Vectors of different models cannot be compared: after a change of model the documents must come in again. */
function reingestion(current: Holding, others: readonly Holding[]): string | null {
  const [other] = others;
  if (current.passages > 0 || !other) return null;
  return (
    `The embedding model changed: the documents were read with ${modelOf(other)}, ` +
    `now it is ${modelOf(current)}. Add them again to ask about them.`
  );
}

function modelOf({ table, model }: Holding): string {
  return `"${model}" (${table.replace('passages_', '')} dimensions)`;
}
