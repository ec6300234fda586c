// The results for a reader, and for a machine.

export const CHECKS = [
  'chat',
  'stream',
  'usage',
  'tools',
  'tools streamed',
  'structured',
  'structured streamed',
  'length',
  'embeddings',
  'models',
  'retry',
  'early end',
  'cut',
  '400',
  '401',
  '404',
  'too long',
];

const MARKS = { passed: '✓', failed: '✗', 'not offered': '–' };

/** A row for each check, a column for each client. Nothing stands where the client has no such thing. */
export function matrix(results) {
  const clients = [...new Set(results.map(({ client }) => client))];
  const checks = CHECKS.filter((name) => results.some(({ check }) => check === name));
  const cell = (check, client) => {
    const found = results.filter((result) => result.check === check && result.client === client);
    return found.length === 0 ? '' : MARKS[found.at(-1).outcome];
  };
  return markdown(
    ['', ...clients],
    checks.map((check) => [check, ...clients.map((client) => cell(check, client))]),
  );
}

/** A row for each check, a column for each server: how many clients get on. */
export function sums(servers) {
  const cell = (results, check) => {
    const own = results.filter((result) => result.check === check);
    const offered = own.filter(({ outcome }) => outcome !== 'not offered');
    return offered.length === 0 ? '–' : `${count(own, 'passed')} of ${own.length}`;
  };
  return markdown(
    ['', ...Object.keys(servers)],
    CHECKS.map((check) => [check, ...Object.values(servers).map((results) => cell(results, check))]),
  );
}

export function failures(results) {
  return results
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ client, check, note }) => `${client}, ${check}: ${short(note)}`);
}

/** Without the stack. */
const short = (note) =>
  note
    .split(/\n\s+at /)[0]
    .replace(/\s+/g, ' ')
    .slice(0, 300);

export const count = (results, outcome) => results.filter((result) => result.outcome === outcome).length;

export function summary(results) {
  const [passed, failed, absent] = ['passed', 'failed', 'not offered'].map((outcome) => count(results, outcome));
  return `${passed} passed, ${failed} failed, ${absent} not offered`;
}

/** The names are those of Jest's report, so that the same eyes can read both. */
export const machine = (results, failed = count(results, 'failed')) => ({
  numPassedTests: count(results, 'passed'),
  numFailedTests: failed,
  numRuntimeErrorTestSuites: 0,
  notOffered: count(results, 'not offered'),
  results,
});

export function markdown(head, rows) {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
