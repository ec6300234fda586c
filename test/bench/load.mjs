// A load generator that does as little as it can: keep-alive connections, one request at a time on each.
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';

/**
 * Responses per second of the server's processor time, after a time to warm up: what one core of its own would give.
 * By the clock the rate would be that of the machine, which others may be using too.
 */
export async function load({ port, cpuSeconds }, { connections = 32, seconds = 3, warmup = 0.5, body }) {
  let answered = 0;
  let sent = 0;
  const onAnswer = () => (answered += 1);
  const clients = Array.from({ length: connections }, () => client(port, () => body(sent++), onAnswer));
  await pause(warmup);
  const [before, used] = [answered, cpuSeconds()];
  await pause(seconds);
  const rate = (answered - before) / (cpuSeconds() - used);
  clients.forEach((socket) => socket.destroy());
  return rate;
}

/** Milliseconds to the first byte of one response after the other. */
export async function firstBytes(port, body, count) {
  const times = [];
  for (let index = 0; index < count; index += 1) {
    const began = performance.now();
    const socket = connect(port, '127.0.0.1', () => socket.write(request(body(index))));
    await new Promise((resolve) => socket.once('data', resolve));
    times.push(performance.now() - began);
    socket.destroy();
  }
  return times.sort((a, b) => a - b);
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

export const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

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
