import { ServerResponse } from 'node:http';

/** Writes each event as one frame and `[DONE]` after the last, never faster than the client reads. */
export async function writeEvents(response: ServerResponse, events: Iterable<object>): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  for (const event of events) {
    if (response.destroyed) return;
    const flowing = response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (!flowing) await drained(response);
  }
  response.end('data: [DONE]\n\n');
}

/** Resolves when there is room again, or when the client is gone and there is nothing to wait for. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.on('drain', settle).on('close', settle);
  });
}
