// Clients may ask again on a connection before the first answer is there; only one response at a time has the socket.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { json, Mock, post, startMock } from './mock';

let mock: Mock;
// Also after a failure nothing may keep the test run alive.
afterEach(() => mock.server.http.close().closeAllConnections());

const chat = (content: string) => ({ model: 'mock-llm', stream: true, messages: [{ role: 'user', content }] });
const LONG = chat('word '.repeat(2_000));

const load = async (url: string) => {
  const text = await (await fetch(`${url}/metrics`)).text();
  const gauge = (name: string) => Number(new RegExp(`^vllm:${name}\\{.* (.*)$`, 'm').exec(text)?.[1]);
  return `${gauge('num_requests_running')} running, ${gauge('num_requests_waiting')} waiting`;
};
const until = async (wanted: string) => {
  const { url } = mock;
  while ((await load(url)) !== wanted) await setImmediate();
};

const piped = async (times: number, body: object, header = '') => {
  const text = JSON.stringify(body);
  const head = `POST /v1/chat/completions HTTP/1.1\r\nHost: mock\r\nContent-Length: ${text.length}\r\n${header}\r\n`;
  const socket = connect(mock.port, '127.0.0.1').resume();
  socket.write(`${head}${text}`.repeat(times));
  await once(mock.server.http, 'request');
  return socket;
};

describe('requests behind one another whose client leaves', () => {
  test.each([
    ['while the first is answered', LONG, ''],
    ['while the first hangs', chat('Hi'), 'x-mock-fault: hang\r\n'],
  ])('%s are forgotten', async (_, body, header) => {
    mock = await startMock({ maxNumSeqs: 1, latency: { firstTokenMs: 300, perTokenMs: 1 } });
    const socket = await piped(4, body, header);
    await until('1 running, 3 waiting');
    socket.destroy();
    await until('0 running, 0 waiting');
    const next = await json(await post(`${mock.url}/v1/chat/completions`, { ...chat('Hi'), stream: false }));
    expect(next.choices[0].message.content).toBe('(mock) You said: Hi');
    await mock.server.drain();
  });

  test('are forgotten while all of them are worked on', async () => {
    mock = await startMock({ latency: { perTokenMs: 1 } });
    const socket = await piped(4, LONG);
    await until('4 running, 0 waiting');
    socket.destroy();
    await until('0 running, 0 waiting');
    await mock.server.drain();
  });
});

test('a hundred behind one another are answered in their order, and nobody listens too often', async () => {
  mock = await startMock({ maxNumSeqs: 3, latency: { firstTokenMs: 1 } });
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning);
  process.on('warning', note);
  const socket = connect(mock.port, '127.0.0.1').setEncoding('utf8');
  const numbers = Array.from({ length: 100 }, (_, index) => `number ${index};`);
  for (const content of numbers) {
    const text = JSON.stringify({ ...chat(content), stream: false });
    socket.write(`POST /v1/chat/completions HTTP/1.1\r\nHost: mock\r\nContent-Length: ${text.length}\r\n\r\n${text}`);
  }
  socket.write('GET /health HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n');
  const answers = (await socket.toArray()).join('');
  expect(answers.match(/number \d+;/g)).toEqual(numbers);
  await setImmediate();
  process.off('warning', note);
  expect(warnings).toEqual([]);
  await mock.server.drain();
});
