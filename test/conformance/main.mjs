// `npm run conformance -- --base-url URL`: what people's own clients make of a server.
import { parseArgs } from 'node:util';
import { installNpm } from './install.mjs';

const USAGE = `npm run conformance -- --base-url http://127.0.0.1:8080/v1 [--api-key K] [--model M] [--embedding-model E]
    [--context-window TOKENS] [--only openai-js,litellm,…] [--checks chat,retry,…] [--sampling] [--strict] [--json]
--sampling  the server may answer the same request in other words
--strict    what the server does not offer is a failure too
`;

installNpm();
const { CLIENTS, run } = await import('./suite.mjs');
const { count, failures, machine, matrix, summary } = await import('./report.mjs');
const clients = Object.keys(CLIENTS);

const options = read();
const results = await run(options).catch(refuse);
const failed = count(results, 'failed') + (options.strict ? count(results, 'not offered') : 0);
const good = failed === 0 && count(results, 'passed') > 0;
if (options.json) console.log(JSON.stringify(machine(results, failed), undefined, 2));
else console.log([matrix(results), ...failures(results), summary(results)].join('\n\n'));
process.exitCode = good ? 0 : 1;

function read() {
  try {
    const { values } = parseArgs({
      options: {
        'base-url': { type: 'string' },
        'api-key': { type: 'string', default: 'unused' },
        model: { type: 'string', default: 'gpt-4o-mini' },
        'embedding-model': { type: 'string', default: 'text-embedding-3-small' },
        'context-window': { type: 'string', default: '131072' },
        only: { type: 'string' },
        checks: { type: 'string' },
        sampling: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    if (!URL.canParse(values['base-url'] ?? '')) throw new Error('--base-url must be a URL');
    const named = values.only?.split(',') ?? clients;
    const strange = named.find((name) => !clients.includes(name));
    if (strange !== undefined) throw new Error(`--only knows ${clients.join(', ')}, but not ${strange}`);
    return {
      server: values['base-url'],
      apiKey: values['api-key'],
      model: values.model,
      embeddingModel: values['embedding-model'],
      contextWindow: Number(values['context-window']),
      clients: named,
      checks: values.checks?.split(','),
      same: !values.sampling,
      strict: values.strict,
      json: values.json,
    };
  } catch (error) {
    return refuse(error, USAGE);
  }
}

function refuse({ message }, more = '') {
  process.stderr.write(`conformance: ${message}\n${more}`);
  process.exit(2);
}
