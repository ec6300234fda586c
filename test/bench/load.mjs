// A load generator that does as little as it can: keep-alive connections, one request at a time on each.
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';

/**
 * Microseconds of the server's processor time for each of so many requests: what they cost on a core of its own. By the
 * clock it would be the machine's time, which others may be using too.
 */
export async function load({ port, cpuSeconds }, { connections = 32, requests, body }) {
  const used = cpuSeconds();
  let left = requests;
  let sent = 0;
  let clients;
  await new Promise((resolve) => {
    const onAnswer = () => (left -= 1) === 0 && resolve();
    clients = Array.from({ length: connections }, () => client(port, () => body(sent++), onAnswer));
  });
  clients.forEach((socket) => socket.destroy());
  return ((cpuSeconds() - used) / requests) * 1e6;
}

/** Milliseconds to the first byte of a response. */
export async function firstByte(port, body) {
  const began = performance.now();
  const [socket] = await openStreams(port, () => body, 1);
  socket.destroy();
  return performance.now() - began;
}

/** Streams that stay open until they are destroyed. */
export async function openStreams(port, body, count) {
  const sockets = Array.from({ length: count }, (_, index) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request(body(index))));
    return socket.on('error', () => undefined);
  });
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('data', resolve))));
  sockets.forEach((socket) => socket.resume());
  return sockets;
}

/** The whole of one response. */
export async function once(port, body) {
  const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  return (await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, options)).text();
}

function request(body) {
  const head = `POST /v1/chat/completions HTTP/1.1\r\nHost: mock\r\nContent-Type: application/json\r\n`;
  return `${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** Sends the next request when the answer is whole: by its length, or by the empty chunk. */
function client(port, nextBody, onAnswer) {
  let missing = -1;
  const socket = connect(port, '127.0.0.1', () => socket.write(request(nextBody())));
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    if (missing < 0) {
      const head = chunk.indexOf('\r\n\r\n');
      const length = /content-length: (\d+)/i.exec(chunk.latin1Slice(0, head));
      missing = length ? Number(length[1]) - (chunk.length - head - 4) : Infinity;
    } else {
      missing -= chunk.length;
    }
    const whole = missing === Infinity ? chunk.subarray(-5).equals(LAST_CHUNK) : missing <= 0;
    if (!whole) return;
    missing = -1;
    onAnswer();
    socket.write(request(nextBody()));
  });
  return socket;
}

const LAST_CHUNK = Buffer.from('0\r\n\r\n');
