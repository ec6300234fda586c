// Runs the checks of one of JavaScript's clients: `node harness.mjs CLIENT`. One line of JSON for each.
import { once, plainVectors } from './ask.mjs';
import { scenarios } from './scenarios.mjs';

const { tap, timeoutMs, only, ...given } = JSON.parse(process.env.CONFORMANCE);
const client = process.argv[2];
const { checks } = await import(`./clients/${client}.mjs`);

for (const [name, check] of Object.entries(checks)) {
  if (only && !only.includes(name)) continue;
  // Each check has an address of its own, so that the tap can tell what each of them saw.
  const host = `${tap}/${client}/${encodeURIComponent(name)}`;
  const at = {
    ...given,
    retries: 0,
    host,
    baseUrl: `${host}/v1`,
    plainVectors: (texts) => plainVectors(given, host, texts),
  };
  at.retryPrompt = given.retryPrompt.replace('{client}', client);
  at.longPrompt = scenarios.tooLong + 'word '.repeat(given.contextWindow);
  const found = await once(check(at), timeoutMs).then(
    (note) => ({ ok: true, note }),
    (error) => ({ ok: false, note: String(error?.stack ?? error) }),
  );
  process.stdout.write(`\n${JSON.stringify({ client, check: name, ...found })}\n`);
}
process.exit(0); // a client may have left sockets open
