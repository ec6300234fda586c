import { setImmediate } from 'node:timers/promises';
import OpenAI from 'openai';
import { faultOf, readFaultHeader } from '../../../lib/programs/mock-llm/conduct/faults';
import { identify } from '../../../lib/programs/mock-llm/identity';
import { merged, NO_LATENCY, paceOf } from '../../../lib/programs/mock-llm/conduct/latency';
import { readConfig } from '../../../lib/programs/mock-llm/config';
import { json, Mock, post, startMock } from './mock';

let mock: Mock;
afterEach(() => mock.server.drain());

const hello = { model: 'mock-llm', messages: [{ role: 'user' as const, content: 'Hi' }] };
const REPLY = '(mock) You said: Hi';
const gauge = async (name: string, model = 'mock-llm') => {
  const text = await (await fetch(`${mock.url}/metrics`)).text();
  return Number(new RegExp(`^vllm:${name}\\{[^}]*model_name="${model}"[^}]*\\} (.*)$`, 'm').exec(text)?.[1]);
};
const until = async (name: string, value: number) => {
  while ((await gauge(name)) !== value) await setImmediate();
};
const aborted = async () => {
  const text = await (await fetch(`${mock.url}/metrics`)).text();
  return Number(/^vllm:request_success_total\{.*finished_reason="abort"\} (.*)$/m.exec(text)?.[1]);
};
const ask = (params: object = {}, headers: Record<string, string> = {}) =>
  mock.client.chat.completions.create({ ...hello, ...params, stream: false }, { headers });
const hang = (abort: AbortController) =>
  post(`${mock.url}/v1/chat/completions`, hello, { 'x-mock-fault': 'hang' }, abort.signal).catch(() => 'gone');

describe('the queue', () => {
  test('holds what does not fit, shows it, and forgets who gives up', async () => {
    mock = await startMock({ maxNumSeqs: 1 });
    const [first, second] = [new AbortController(), new AbortController()];
    const answers = [hang(first)];
    await until('num_requests_running', 1);
    answers.push(hang(second));
    await until('num_requests_waiting', 1);
    const third = ask();
    await until('num_requests_waiting', 2);
    expect(await json(await fetch(`${mock.url}/load`))).toEqual({ server_load: 3 });

    second.abort();
    await until('num_requests_waiting', 1);
    expect(await aborted()).toBe(1);
    first.abort();
    expect((await third).choices[0]!.message.content).toBe(REPLY);
    expect(await Promise.all(answers)).toEqual(['gone', 'gone']);
    await until('num_requests_running', 0);
    expect(await aborted()).toBe(2);
  });

  test('lets in more as soon as the configuration does', async () => {
    mock = await startMock({ maxNumSeqs: 1 });
    const first = new AbortController();
    const hung = hang(first);
    await until('num_requests_running', 1);
    const second = ask();
    await until('num_requests_waiting', 1);
    mock.server.reload(readConfig({ maxNumSeqs: 2 }));
    expect((await second).choices[0]!.message.content).toBe(REPLY);
    first.abort();
    await hung;
  });
});

describe('the pace of an answer', () => {
  const latency = { ...NO_LATENCY, firstTokenMs: 100, perTokenMs: 10, perPromptTokenMs: 1 };
  const cases: [what: string, over: object, load: number, pace: object | undefined][] = [
    ['grows with the prompt', {}, 0, { first: 150, perToken: 10 }],
    ['slows down under load', { loadFactor: 3 }, 0.5, { first: 300, perToken: 20 }],
    ['is none where nothing takes time', { firstTokenMs: 0, perTokenMs: 0, perPromptTokenMs: 0 }, 1, undefined],
  ];
  test.each(cases)('%s', (_, over, load, pace) => {
    expect(paceOf(merged(latency, over), 50, 'hash', load)).toEqual(pace);
  });

  test('varies between requests within bounds, and never for one', () => {
    const firsts = Array.from(
      { length: 100 },
      (_, index) => paceOf({ ...latency, jitter: 0.5 }, 0, `${index}`, 0)!.first,
    );
    expect(Math.min(...firsts)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...firsts)).toBeLessThanOrEqual(150);
    expect(new Set(firsts).size).toBeGreaterThan(90);
    expect(paceOf({ ...latency, jitter: 0.5 }, 0, '0', 0)!.first).toBe(firsts[0]);
  });

  test('is kept on the wire, frame by frame, with the same bytes', async () => {
    mock = await startMock({ latency: { firstTokenMs: 2, perTokenMs: 1 } });
    const body = { ...hello, stream: true };
    const slow = await (await post(`${mock.url}/v1/chat/completions`, body)).text();
    mock.server.reload(readConfig({}));
    expect(await (await post(`${mock.url}/v1/chat/completions`, body)).text()).toBe(slow);
  });

  /** Who is answered first; the other is gone then. */
  const winner = async (...bodies: object[]) => {
    const abort = new AbortController();
    const answers = bodies.map(async (body, index) => {
      await json(await post(`${mock.url}/v1/chat/completions`, body, {}, abort.signal));
      return index;
    });
    const first = await Promise.race(answers);
    abort.abort();
    await Promise.allSettled(answers);
    return first;
  };

  test('varies on the wire as the request does', async () => {
    const latency = { firstTokenMs: 20_000, jitter: 1 };
    const firstOf = (body: object) => {
      const { hash } = identify('POST', '/v1/chat/completions', Buffer.from(JSON.stringify(body)));
      return paceOf({ ...NO_LATENCY, ...latency }, 0, hash, 0)!.first;
    };
    const bodies = Array.from({ length: 5000 }, (_, seed) => ({ ...hello, seed }));
    const byPace = bodies.map((body) => ({ body, first: firstOf(body) })).sort((a, b) => a.first - b.first);
    mock = await startMock({ latency });
    expect(await winner(byPace.at(-1)!.body, byPace[0]!.body)).toBe(1);
  });

  test('slows down on the wire when another request is there', async () => {
    const steady = { when: { last: 'steady' }, answer: { text: 'ok', latency: { firstTokenMs: 100, loadFactor: 1 } } };
    mock = await startMock({ latency: { firstTokenMs: 50, loadFactor: 1000 }, maxNumSeqs: 3, fixtures: [steady] });
    expect((await ask()).choices[0]!.message.content).toBe(REPLY); // alone
    const there = new AbortController();
    const hung = hang(there);
    await until('num_requests_running', 1);
    expect(await winner(hello, { ...hello, messages: [{ role: 'user', content: 'steady' }] })).toBe(1);
    there.abort();
    expect(await hung).toBe('gone');
  });

  test('ends with the client: an hour is not waited for', async () => {
    mock = await startMock({ latency: { firstTokenMs: 3_600_000 } });
    const abort = new AbortController();
    const answer = post(`${mock.url}/v1/chat/completions`, hello, {}, abort.signal).catch(() => 'gone');
    await until('num_requests_running', 1);
    abort.abort();
    expect(await answer).toBe('gone');
    await until('num_requests_running', 0);
    expect(await gauge('request_success_total', 'mock-llm",finished_reason="abort')).toBe(1);
  });
});

describe('a fault', () => {
  beforeEach(async () => {
    mock = await startMock();
  });
  const streamed = async (fault: string) => {
    const stream = await mock.client.chat.completions.create(
      { ...hello, stream: true },
      { headers: { 'x-mock-fault': fault } },
    );
    let text = '';
    for await (const { choices } of stream) text += choices[0]!.delta.content ?? '';
    return text;
  };

  test('cuts a stream off, cleanly or not, after so many frames', async () => {
    expect(await streamed('end; after=4')).toBe('(mock)');
    await expect(streamed('cut; after=4')).rejects.toThrow('terminated');
  });

  test('spoils a frame or a document', async () => {
    const complaint = jest.spyOn(console, 'error').mockImplementation();
    await expect(streamed('malformed; after=2')).rejects.toMatchObject({ name: 'SyntaxError' });
    await expect(ask({}, { 'x-mock-fault': 'malformed' })).rejects.toMatchObject({ name: 'SyntaxError' });
    await expect(ask({}, { 'x-mock-fault': 'cut' })).rejects.toThrow('terminated');
    complaint.mockRestore();
  });

  test('slows down and does no more', async () => {
    expect((await ask({}, { 'x-mock-fault': 'slow; ms=1' })).choices[0]!.message.content).toBe(REPLY);
    expect(await streamed('slow; ms=1')).toBe(REPLY);
  });

  test('fails so often, and the retries of the SDK get through', async () => {
    const client = mock.client.withOptions({ maxRetries: 2 });
    const headers = { 'x-mock-fault': 'error; status=429; retryAfterSeconds=0.001; times=2' };
    const { data, response } = await client.chat.completions.create(hello, { headers }).withResponse();
    expect([response.status, data.choices[0]!.message.content]).toEqual([200, REPLY]);
    await expect(ask({}, headers)).rejects.toThrow(OpenAI.RateLimitError);
  });

  test('fails so often for clients too that do not count their retries, each request by itself', async () => {
    const send = async (content: string, fault: string) => {
      const body = { model: 'mock-llm', messages: [{ role: 'user', content }] };
      const response = await post(`${mock.url}/v1/chat/completions`, body, { 'x-mock-fault': fault });
      return (await response.text().catch(() => 'cut')) === 'cut' ? 'cut' : response.status;
    };
    const failing = 'error; status=503; times=2';
    expect([await send('a', failing), await send('b', failing), await send('a', failing)]).toEqual([503, 503, 503]);
    expect([await send('a', failing), await send('b', failing)]).toEqual([200, 503]);
    expect(await send('a', failing)).toBe(503);
    expect([await send('c', 'cut; times=1'), await send('c', 'cut; times=1')]).toEqual(['cut', 200]);
  });

  test('tells when to come again and what is left', async () => {
    const response = await post(
      `${mock.url}/v1/embeddings`,
      { model: 'mock-embedding', input: 'x' },
      { 'x-mock-fault': 'error; status=429; retryAfterSeconds=1.5' },
    );
    expect(response.status).toBe(429);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'retry-after': '2',
      'retry-after-ms': '1500',
      'x-ratelimit-remaining-requests': '0',
      'x-request-id': expect.stringMatching(/^req_/),
    });
    expect(await json(response)).toMatchObject({ error: { type: 'rate_limit_error', code: 'rate_limit_exceeded' } });
  });

  test.each([
    ['boom', `'x-mock-fault.kind' must be "error" or "slow" or "hang" or "malformed" or "end" or "cut", but is "boom"`],
    [
      'cut; before=3',
      `'x-mock-fault.before' is unknown here; known are kind, status, retryAfterSeconds, ms, after, times`,
    ],
    ['cut; after', `'x-mock-fault.after' must be an integer of at least 0, but is null`],
  ])('%s is refused', async (fault, message) => {
    await expect(ask({}, { 'x-mock-fault': fault })).rejects.toMatchObject({ status: 400, error: { message } });
  });

  test('does not hold up the end of the server', async () => {
    const hung = hang(new AbortController());
    await until('num_requests_running', 1);
    await mock.server.drain();
    expect(await hung).toBe('gone');
  });
});

describe('faults by rate', () => {
  const rates = [
    { fault: readFaultHeader('error'), rate: 0.25 },
    { fault: readFaultHeader('cut'), rate: 0.5 },
  ];
  const of = (hash: string, retries = 0) => faultOf(rates, hash, retries)?.kind;

  test('happen as often as they should, and always to the same requests', () => {
    const kinds = Array.from({ length: 4000 }, (_, index) => of(`${index}`));
    const share = (kind?: string) => kinds.filter((found) => found === kind).length / kinds.length;
    expect(share('error')).toBeCloseTo(0.25, 1);
    expect(share('cut')).toBeCloseTo(0.5, 1);
    expect(share()).toBeCloseTo(0.25, 1);
    expect(kinds).toEqual(Array.from({ length: 4000 }, (_, index) => of(`${index}`)));
  });

  test('are decided anew for each retry', () => {
    const tries = Array.from({ length: 40 }, (_, retries) => of('hash', retries));
    expect(new Set(tries)).toEqual(new Set(['error', 'cut', undefined]));
  });

  test('may not pass one together', () => {
    const faults = [
      { kind: 'cut', rate: 0.7 },
      { kind: 'end', rate: 0.7 },
    ];
    expect(() => readConfig({ faults })).toThrow(`'faults' must have rates of at most 1 together, but they are 1.4`);
  });

  test('reach the client', async () => {
    mock = await startMock({ faults: [{ kind: 'error', status: 503, rate: 1 }] });
    await expect(ask()).rejects.toMatchObject({ status: 503 });
    expect((await mock.client.models.list()).data).toHaveLength(2);
  });
});
