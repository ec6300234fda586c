// What the checks need beside the clients.
import { clearTimeout, setTimeout } from 'node:timers';

/** The promise, unless it takes too long. */
export async function once(promise, timeoutMs) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${timeoutMs} ms`)), timeoutMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Without any client, as numbers in JSON: what a client makes of its vectors is measured by these. */
export async function plainVectors({ apiKey, embeddingModel: model }, host, input) {
  const response = await fetch(`${host}/v1/embeddings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ model, input, encoding_format: 'float' }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
  return answer.data.map(({ embedding }) => embedding);
}
