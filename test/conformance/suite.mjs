// All checks of the clients named, against one server.
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { here, installPython, python } from './install.mjs';
import { startTap } from './tap.mjs';
import { scenarios } from './scenarios.mjs';

export const CLIENTS = {
  'openai-js': 'js',
  'openai-responses-js': 'js',
  'anthropic-js': 'js',
  'ai-openai': 'js',
  'ai-openai-responses': 'js',
  'ai-anthropic': 'js',
  'langchain-js': 'js',
  'ollama-js': 'js',
  'openai-py': 'py',
  'anthropic-py': 'py',
  'langchain-py': 'py',
  'llama-index': 'py',
  litellm: 'py',
  'ollama-py': 'py',
};

const CHECK_MS = 30_000;
const CLIENT_MS = 240_000;

/** `{ client, check, outcome: 'passed' | 'failed' | 'not offered', note }` of each check. */
export async function run({ server, clients, checks, atOnce = cpus().length, ...given }) {
  if (clients.some((client) => CLIENTS[client] === 'py')) installPython();
  await reach(server);
  const tap = await startTap(server.replace(/\/$/, '').replace(/\/v1$/, ''));
  const environment = { ...given, tap: tap.url, only: checks, retryPrompt: scenarios.retry, timeoutMs: CHECK_MS };
  try {
    const found = await inTurns(clients, atOnce, (client) => ask(client, environment));
    return found.flatMap((results) => judged(results, tap));
  } finally {
    tap.close();
  }
}

async function reach(server) {
  await fetch(server).catch((error) => {
    throw new Error(`nothing answers at ${server}: ${error.cause?.message ?? error.message}`);
  });
}

/** Only a fault that the server made shows what a client does about it. */
const FAULTS = {
  retry: ({ status }) => status === 429,
  'early end': ({ early }) => early,
  cut: ({ cut }) => cut,
  401: ({ status }) => status === 401,
  'too long': ({ status }) => status === 400,
};

/** Of another address than the rest of the client's checks. */
const ELSEWHERE = ['embeddings', 'models'];

function judged(results, tap) {
  const seen = ({ client, check }) => tap.seen(`${client}/${check}`);
  const nowhere = (result) => {
    const statuses = seen(result).map(({ status }) => status);
    return statuses.length > 0 && statuses.every((status) => [404, 405, 501].includes(status));
  };
  const chat = results.find(({ check }) => check === 'chat');
  const noChat = chat !== undefined && nowhere(chat);
  return results.map((result) => {
    const { client, check, ok, note } = result;
    const fault = FAULTS[check];
    const missing =
      (fault && !seen(result).some(fault)) ||
      (ELSEWHERE.includes(check) ? nowhere(result) : noChat) ||
      (check !== '404' && nowhere(result));
    return { client, check, outcome: missing ? 'not offered' : ok ? 'passed' : 'failed', note: note ?? undefined };
  });
}

/** One process for each client: what one does to its environment does not touch another. */
async function ask(client, environment) {
  const [command, script] = CLIENTS[client] === 'py' ? [python, 'harness.py'] : [process.execPath, 'harness.mjs'];
  const child = spawn(command, [join(here, script), client], {
    env: { ...process.env, ...QUIET, CONFORMANCE: JSON.stringify(environment) },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: CLIENT_MS,
  });
  let complaint = '';
  child.stderr.on('data', (bytes) => (complaint = (complaint + bytes).slice(-2000)));
  const results = [];
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith(`{"client":`)) results.push(JSON.parse(line));
  const status = child.exitCode ?? (await new Promise((resolve) => child.once('close', resolve)));
  if (status !== 0) results.push({ client, check: 'chat', ok: false, note: `ended with ${status}: ${complaint}` });
  return results;
}

/** What clients would otherwise fetch or tell on the way. */
const QUIET = {
  LITELLM_LOCAL_MODEL_COST_MAP: 'True',
  LANGSMITH_TRACING: 'false',
  ANONYMIZED_TELEMETRY: 'False',
  AI_SDK_LOG_WARNINGS: 'false',
  PYTHONWARNINGS: 'ignore',
  PYTHONDONTWRITEBYTECODE: '', // compiled once, and beside the clients rather than here
  PYTHONPYCACHEPREFIX: join(dirname(dirname(python)), 'compiled'),
  NODE_NO_WARNINGS: '1',
  no_proxy: '127.0.0.1',
  NO_PROXY: '127.0.0.1',
};

async function inTurns(items, atOnce, work) {
  const results = [];
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
