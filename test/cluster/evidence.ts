// Writes docs/evidence.md from what the last runs on a cluster left in `results/` and `screenshots/`: `npm run evidence`.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from './examples/event-log';
import type { Summary } from './examples/load';
import type { Moment } from './examples/watch';

type Pods = Moment<'wanted' | 'pods' | 'ready' | 'available'>;
type Line = readonly [second: number, text: string];

const docs = join(__dirname, '../../docs');
const read = (name: string): any => JSON.parse(readFileSync(join(__dirname, 'results', `${name}.json`), 'utf8'));
const [verdicts, main, nodes] = [read('server-dry-run'), read('apply'), read('chatbot-api-nodes')];
const [random, scheduling] = [read('random-servers'), read('scheduling')];
const [minikube, tiers, api, llmops] = ['minikube-mock', 'three-tier', 'chatbot-api', 'llmops'].map(read);

const page = `# Evidence

What a real cluster showed: Kubernetes 1.34, one node of two cores shared with other work, the images on the node already.
\`npm run evidence\` writes this page from the files that the two suites leave in \`test/cluster/\`. CI runs the suites on every
change.

\`\`\`sh
npm run test:cluster    # the main program
npm run test:examples   # the examples
npm run evidence
\`\`\`

To run one row again, give the name behind "by": \`npm run test:cluster -- apply\`, \`npm run test:examples -- llmops\`.

## The API server's verdict

\`kubectl apply --dry-run=server\` in namespaces that enforce PodSecurity \`restricted\`; by \`test:cluster -- server-dry-run\`.

${table(
  ['manifests', 'objects', 'accepted', 'warnings'],
  Object.entries<any>(verdicts).map(([of, { objects, taken, warnings }]) => [of, objects, taken, warnings || 'none']),
)}

Random props of \`GpuInference\`, \`KServeInference\` and \`EmbeddingInference\`: of ${random.sets} sets ${random.accepted} were
accepted and the others refused in words; the server-side dry run of the ${random.objects} objects, with the pods of custom resources,
had ${random.refused} errors and ${random.warnings} warnings. By \`RANDOM_SETS=5000 npm run test:cluster -- random-servers\`.

## From \`kubectl apply\` to Ready

${table(
  ['program', 'seconds to Ready', 'containers started again by the end', 'by'],
  [
    ['main.ts', main.secondsToReady, main.restarts, '`test:cluster -- apply`'],
    ['minikube-mock', minikube.secondsToReady, minikube.restarts, '`test:examples -- minikube-mock`'],
    ['three-tier', tiers.secondsToReady, tiers.restarts, '`test:examples -- three-tier`'],
    ['chatbot-api', api.secondsToReady, api.restarts, '`test:examples -- chatbot-api`'],
    ['llmops', 'see its takeover', llmops.restarts, '`test:examples -- llmops`'],
  ],
)}

The model of three-tier has no GPU here, and says so: \`${tiers.llm.split('. ')[0]}\`.

A model on two GPUs, by \`test:cluster -- scheduling\`. The plan of its folder: \`${scheduling.plan}\`.
The scheduler, without them: \`${scheduling.pending.split('. ')[0]}\`. With two on the node's
status: \`${scheduling.scheduled}\`.

## Faults

A pod is deleted; the seconds until another is Ready in its place. All of them answered as before; \`postgres-0\` had its name,
its volume and its rows again.

${table(['deleted', 'seconds', 'by'], [...replaced('minikube-mock', minikube), ...replaced('three-tier', tiers)])}

minikube-mock gave ${minikube.answers} answers to one question, ${minikube.distinctAnswers === 1 ? 'all the same' : `${minikube.distinctAnswers} different ones`};
after the growth below, all ${tiers.answeringPods} web pods of three-tier answered.

## Load

No client tries a request twice. The second row is the control: without it the first would prove nothing.

${table(
  ['while', 'seconds', 'requests', 'failed', 'streams', 'by'],
  [
    load('chatbot-api is scaled and rolled out, four times', api.load, 'chatbot-api'),
    load('it is rolled out without its `preStop`', api.withoutPreStop, 'chatbot-api'),
    load('llmops takes over from a team’s own YAML', llmops.takeover, 'llmops'),
    load('llmops is restarted, one pod', llmops.rollingUpdate, 'llmops'),
    load('three-tier grows', tiers.load, 'three-tier'),
  ],
)}

The failures of the takeover come after the team's own pod was told to go: their manifest has no \`preStop\`. A failure of the
restart would be a request on a kept connection that Streamlit cuts off as it ends; browsers and proxies send such a one again.

## Rollouts of chatbot-api

${table(['second', 'step', 'pods wanted', 'fewest available meanwhile', 'seconds'], steps())}

<details><summary>The log: commands, the controller's events, and the replicas over time</summary>

${log(
  api.steps.map(({ second, step }: any): Line => [second, `$ ${step}`]),
  words(api.log),
  replicas(api.replicas),
)}

</details>

Where the real scheduler put the pods among three fake nodes in three zones, by \`test:examples -- chatbot-api-nodes\`:

${table(
  ['pods', 'fake-a', 'fake-b', 'fake-c'],
  Object.entries<any>(nodes).map(([pods, on]) => [pods, on['fake-a'], on['fake-b'], on['fake-c']]),
)}

## The autoscaler of three-tier

What the HorizontalPodAutoscaler saw and did, and the replicas over time.

${log(
  words(tiers.log),
  tiers.autoscaler.map(({ second, percent, pods, wanted }: any): Line => [
    second,
    `CPU ${percent} % of the request on ${pods} pods: ${wanted} wanted`,
  ]),
  replicas(tiers.replicas),
)}

## The pages

The reference chat app with an answer from a document, and while its model is away; the Streamlit app of llmops through
\`kubectl port-forward\`.

${['answer', 'llm-away', 'llmops'].map(screenshot).join('\n')}
`;
writeFileSync(join(docs, 'evidence.md'), page);

function table(head: string[], rows: unknown[][]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function replaced(example: string, measured: object): unknown[][] {
  return Object.entries(measured)
    .map(([what, seconds]) => [/^secondsToReplace (.*)/.exec(what)?.[1], seconds])
    .filter(([workload]) => workload)
    .map(([workload, seconds]) => [`a pod of \`${workload}\``, seconds, `\`test:examples -- ${example}\``]);
}

function load(what: string, { seconds, sent, failed, shortest, longest }: Summary, example: string): unknown[] {
  const all = Object.values(sent).reduce((sum, count) => sum + count);
  const streams = sent['stream'] ? `${sent['stream']}, ${shortest['stream']} to ${longest['stream']} s` : '';
  return [what, seconds, all.toLocaleString('en'), failed, streams, `\`test:examples -- ${example}\``];
}

function steps(): unknown[][] {
  return (api.steps as { second: number; step: string }[]).map(({ second, step }, index, all) => {
    const end = all[index + 1]?.second ?? Infinity;
    const meanwhile = (api.replicas as Pods[]).filter((moment) => moment.second >= second && moment.second < end);
    const last = meanwhile.at(-1)!;
    const fewest = Math.min(...meanwhile.map(({ available }) => available));
    return [second, `\`${step}\``, last.wanted, fewest, (last.second - second).toFixed(1)];
  });
}

function words(entries: readonly Entry[]): Line[] {
  return entries.map(({ second, reason, message }) => [second, `${reason}: ${message}`]);
}

function replicas(moments: readonly Pods[]): Line[] {
  return moments.map(({ second, wanted, pods, available }) => [
    second,
    `${wanted} wanted, ${pods} there, ${available} available`,
  ]);
}

function log(...lists: Line[][]): string {
  const lines = lists.flat().sort(([one], [other]) => one - other);
  return ['```text', ...lines.map(([second, text]) => `${second.toFixed(1).padStart(6)} s  ${text}`), '```'].join('\n');
}

function screenshot(name: string): string {
  mkdirSync(join(docs, 'screenshots'), { recursive: true });
  copyFileSync(join(__dirname, 'screenshots', `${name}.png`), join(docs, 'screenshots', `${name}.png`));
  return `![${name}](screenshots/${name}.png)`;
}
