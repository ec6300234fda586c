// Proof that the checks can fail: our mock behind something that spoils one thing, and the check that must see it.
import http from 'node:http';
import { run } from './suite.mjs';

const swap = (what, by) => (text) => text.replace(what, by);
const without = (what) => swap(what, '');

/**
 * `answer` spoils what the server says, `ask` what it is asked, `head` and `status` what comes before. `holds` is a check
 * that this does not touch; the `outcome` of the others is a failure unless it is told, and `says` what.
 */
const SPOILT = [
  {
    name: 'all parallel calls of a stream have index 0',
    answer: swap(/("tool_calls":\[\{"index":)1/g, '$10'),
    fails: { 'openai-js': 'tools streamed', 'openai-py': 'tools streamed', 'ai-openai': 'tools streamed' },
    holds: 'tools',
  },
  {
    name: 'two calls have one id',
    answer: swap(/"id":"call_[^"]*"/g, '"id":"call_1"'),
    says: /two calls share an id/,
    fails: { 'openai-js': 'tools', 'langchain-js': 'tools' },
    holds: 'chat',
  },
  {
    name: 'no usage in a stream',
    answer: without(/data: \{[^\n]*"choices":\[\],"usage"[^\n]*\n\n/g),
    fails: { 'openai-js': 'usage', 'ai-openai': 'usage', 'langchain-js': 'usage' },
    holds: 'stream',
  },
  {
    name: 'usage in every chunk',
    answer: swap(/"usage":null/g, '"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}'),
    says: /other chunks than the last have usage/,
    fails: { 'openai-js': 'usage' },
    holds: 'stream',
  },
  {
    name: 'base64 is not heeded',
    ask: swap('"encoding_format":"base64"', '"encoding_format":"float"'),
    says: /it has 96 values, not 384/,
    fails: { 'openai-js': 'embeddings', 'langchain-js': 'embeddings' },
    holds: 'chat',
  },
  {
    name: 'choices have no index',
    answer: without(/"index":0,/g),
    fails: { 'openai-js': 'chat' },
    holds: 'structured',
  },
  {
    name: 'a document is not called JSON',
    head: (headers) => ({
      ...headers,
      'content-type': headers['content-type'].replace('application/json', 'text/plain'),
    }),
    fails: { 'openai-js': 'chat' },
    holds: 'tools streamed',
  },
  {
    name: 'a stream swallows a piece',
    answer: without(/data: \{[^\n]*"content":" dawn[^\n]*\n\n/),
    says: /streamed, the answer is another/,
    fails: { 'openai-js': 'stream', 'langchain-js': 'stream' },
    holds: 'chat',
  },
  {
    name: 'structured output is not of the schema',
    answer: swap(/(population[\\"]+:)/g, '$1\\"many\\",\\"x\\":'),
    fails: { 'openai-js': 'structured', 'ai-openai': 'structured' },
    holds: 'chat',
  },
  {
    name: 'what was too long counts as ended',
    answer: swap(/"length"/g, '"stop"'),
    fails: { 'openai-js': 'length', 'ai-openai': 'length' },
    holds: 'chat',
  },
  {
    name: 'a client is told not to try again',
    head: (headers) => ({ ...headers, 'x-should-retry': 'false' }),
    fails: { 'openai-js': 'retry' },
    holds: 'chat',
  },
  {
    name: 'an unknown model is a bad request',
    status: (status) => (status === 404 ? 400 : status),
    fails: { 'openai-js': '404', 'anthropic-js': '404' },
    holds: '400',
  },
  {
    name: 'what is streamed is never refused',
    ask: (text) => (text.includes('"stream":true') ? text.replace('"temperature":-1', '"temperature":1') : text),
    says: /nothing was thrown/,
    fails: { 'openai-js': '400', 'langchain-py': '400' },
    holds: 'chat',
  },
  {
    name: 'an API that is not there',
    status: () => 404,
    fails: { 'anthropic-js': 'chat', 'openai-js': 'embeddings', 'ollama-js': 'chat' },
    outcome: 'not offered',
  },
  {
    name: 'a server that never limits its rate',
    status: (status) => (status === 429 ? 500 : status),
    fails: { 'openai-js': 'retry' },
    outcome: 'not offered',
    holds: 'chat',
  },
  {
    name: 'a prompt that is too long is told in other words',
    answer: swap("This model's maximum context length is", 'The limit is'),
    fails: { litellm: 'too long' },
    says: /ContextWindowExceededError/,
    holds: '400',
  },
  {
    name: 'a model that is not listed',
    answer: swap(/"id":"gpt-4o"/, '"id":"another"'),
    fails: { 'openai-js': 'models' },
    holds: 'embeddings',
  },
  {
    name: 'a Responses stream does not complete',
    answer: without(/event: response\.completed\n[^\n]*\n\n/),
    fails: { 'openai-responses-js': 'stream', 'ai-openai-responses': 'stream' },
    holds: 'chat',
  },
  {
    name: 'an Anthropic stream mixes up its blocks',
    answer: swap(/("type":"content_block_delta","index":)1/g, '$10'),
    fails: { 'anthropic-js': 'tools streamed' },
    holds: 'tools',
  },
  {
    name: "Ollama's last part is not done",
    answer: swap(/"done":true/g, '"done":false'),
    fails: { 'ollama-js': 'stream' },
    holds: 'structured',
  },
];

/** Results in the shape of the suite's own: passed is a check that failed as it should, or held as it should. */
export async function sabotage(server, given) {
  const results = [];
  for (const spoilt of SPOILT) {
    const { name, fails, holds, outcome: wrong = 'failed', says = /^/ } = spoilt;
    const proxy = await startProxy(server, spoilt);
    const clients = Object.keys(fails);
    const checks = [...new Set([...Object.values(fails), ...(holds ? [holds] : [])])];
    const found = await run({ server: proxy.url, clients, checks, ...given });
    proxy.close();
    for (const { client, check, outcome, note } of found) {
      const wanted = check === holds ? 'passed' : check === fails[client] ? wrong : outcome;
      const fine = outcome === wanted && (outcome !== 'failed' || says.test(note));
      results.push({ client, check: name, outcome: fine ? 'passed' : 'failed', note: `${check} ${outcome}: ${note}` });
    }
  }
  return results;
}

/** Takes whole bodies, so that a pattern finds what goes over the edge of two pieces. */
async function startProxy(server, { ask = same, answer = same, head = same, status = same }) {
  const proxy = http.createServer((request, response) => {
    void whole(request).then((asked) => {
      const headers = stripped(request.headers, 'content-length');
      const onward = http.request(new URL(request.url, server), { method: request.method, headers, agent: false });
      onward.on('response', (reply) => {
        void whole(reply).then((said) => {
          const told = stripped(reply.headers, 'content-length', 'transfer-encoding', 'connection');
          response.writeHead(status(reply.statusCode), head(told)).end(answer(said));
        });
      });
      onward.end(ask(asked));
    });
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${proxy.address().port}/v1`,
    close: () => {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}

const same = (value) => value;

const stripped = (headers, ...names) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));

async function whole(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}
