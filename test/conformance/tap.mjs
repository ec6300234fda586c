// Stands between the clients and the server, changes nothing, and remembers how each answer ended: only so can a
// server that never failed be told from a client that came over it. `/CLIENT/CHECK/…` goes to `/…` of the server.
import http from 'node:http';
import https from 'node:https';

/** By which a stream of one of the APIs says that it is all. */
const LAST = /\[DONE\]|"message_stop"|"response\.(?:completed|incomplete|failed)"|"done": ?true/;

export async function startTap(server) {
  const seen = new Map();
  const tap = http.createServer((request, response) => {
    const [, client, check, ...rest] = request.url.split('/');
    const key = `${client}/${decodeURIComponent(check)}`;
    if (!seen.has(key)) seen.set(key, []);
    pass(request, response, new URL(`${server}/${rest.join('/')}`), (end) => seen.get(key).push(end));
  });
  await new Promise((resolve) => tap.listen(0, '127.0.0.1', resolve));
  const close = () => {
    tap.close();
    tap.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${tap.address().port}`, seen: (key) => seen.get(key) ?? [], close };
}

function pass(request, response, url, onEnd) {
  const { request: open } = url.protocol === 'https:' ? https : http;
  const headers = { ...request.headers, host: url.host };
  // A connection for each request: none is reused that the server is about to close.
  const onward = open(url, { method: request.method, headers, agent: false }, (answer) => {
    const { statusCode: status, headers: told } = answer;
    response.writeHead(status, without(told, 'connection', 'keep-alive'));
    response.flushHeaders();
    let tail = '';
    answer.on('data', (bytes) => {
      tail = (tail + bytes.toString('latin1')).slice(-4096);
      response.write(bytes);
    });
    answer.on('error', () => undefined); // it closes then
    answer.on('close', () => {
      const stream = /event-stream|ndjson/.test(told['content-type']);
      if (!response.destroyed)
        onEnd({
          path: url.pathname,
          status,
          cut: !answer.complete,
          early: stream && answer.complete && !LAST.test(tail),
        });
      if (answer.complete) response.end();
      else response.socket?.destroySoon(); // what came before goes out first
    });
  });
  onward.on('error', () => {
    if (!response.destroyed && !response.headersSent) onEnd({ path: url.pathname, status: 0, cut: true, early: false });
    response.destroy();
  });
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

const without = (headers, ...names) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
