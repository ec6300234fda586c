import { Duration, Size, Testing } from 'cdk8s';
import { MockAnswer, MockMatch, MockFault, LlmChart, Platform, Autoscaling } from '../../../lib';
import { planMockLlm } from '../../../lib/plan/mock-llm';
import { programOf, refusal, siteOf, verdict } from './site';
import { expectProblems, llmOf, secretNamed } from './web-app';

/** Props as JavaScript, or a file, has them; or TypeScript, when they are spread. */
const props = test.each<[string, any, ...string[]]>;
const answer = MockAnswer.text('Hello');
class Reference {
  readonly secret = secretNamed('keys');
  readonly key = 'a';
  readonly optional = true;
}
const known = 'is unknown here; known are';

props([
  ['all that is known', { fixtures: [{ when: { last: MockMatch.contains('a') }, answer }] }],
  [
    'a condition misspelt, which would take every request',
    { fixtures: [{ when: { lst: MockMatch.contains('a') }, answer }] },
    '"fixtures[0].when.lst" is unknown here: did you mean "last"?',
  ],
  [
    'a condition of another mock',
    { fixtures: [{ when: { userMessage: MockMatch.contains('a') }, answer }] },
    `"fixtures[0].when.userMessage" ${known} model, last, any, system, toolResult, tools, turn, header, responseFormat`,
  ],
  [
    'one that a second nearly repeats',
    { fixtures: [{ when: { last: MockMatch.contains('a'), Last: MockMatch.contains('b') }, answer }] },
    `"fixtures[0].when.Last" ${known} model, last, any, system, toolResult, tools, turn, header, responseFormat`,
  ],
  ['one without a value', { fixtures: [{ when: { lst: undefined }, answer }] }],
  [
    'a fixture in the words of the file',
    { fixtures: [{ match: {}, answer }] },
    `"fixtures[0].match" ${known} name, when, answer`,
  ],
  [
    'a call, an error and a latency misspelt',
    {
      fixtures: [
        { name: 'calls', answer: MockAnswer.toolCalls([{ name: 'f', argument: {} } as never]) },
        { name: 'fails', answer: MockAnswer.error({ status: 429, retry_after: 1 } as never) },
        { name: 'waits', answer: answer.withLatency({ first_token: Duration.seconds(1) } as never) },
      ],
    },
    '"fixtures[0].answer.toolCalls[0].argument" is unknown here: did you mean "arguments"?',
    '"fixtures[1].answer.error.retry_after" is unknown here: did you mean "retryAfter"?',
    '"fixtures[2].answer.latency.first_token" is unknown here: did you mean "firstToken"?',
  ],
  ['arguments of any name', { fixtures: [{ answer: MockAnswer.toolCalls([{ name: 'f', arguments: { lst: 1 } }]) }] }],
  [
    'a rate of faults',
    { faults: [{ fault: MockFault.cut(), rat: 0.5, rate: 0.5 }] },
    `"faults[0].rat" ${known} fault, rate`,
  ],
  ['a prop misspelt', { fixture: [] }, '"fixture" is unknown here: did you mean "fixtures"?'],
  ['a prop in the case of Python', { max_num_seqs: 4 }, '"max_num_seqs" is unknown here: did you mean "maxNumSeqs"?'],
  ['a prop of the construct that hands its own through', { team: 'search', fixtureFile: 'a.yaml' }],
  ['a prop near one that is given', { replicas: 2, replica: 'blue' }],
])('the mock takes or refuses %s', (_, given, ...problems) => {
  const plan = () => planMockLlm(siteOf('MockLlm'), given, programOf('mock-llm'));
  expect(verdict(plan)).toBe(refusal('MockLlm', problems));
});

props([
  ['a prop misspelt', { sidecar: [] }, '"sidecar" is unknown here: did you mean "sidecars"?'],
  ['an LLM that can do more', { llm: { ...llmOf(3), fallback: 'another', baseURL: 'http://other/v1' } }],
  [
    'limits in the words of Kubernetes',
    { resources: { limits: {}, memory: { limit: Size.gibibytes(1) } } },
    `"resources.limits" ${known} cpu, memory, ephemeralStorage`,
  ],
  [
    'what a factory was given',
    { autoscaling: Autoscaling.hpa({ maxReplicas: 3, minReplica: 2 } as never) },
    '"autoscaling.minReplica" is unknown here: did you mean "minReplicas"?',
  ],
  ['a reference of a class', { secretEnv: { A: new Reference() } }],
])('an app takes or refuses %s', (_, given, ...problems) => expectProblems(given, ...problems));

test('a chart of the caller hands its own props through, whatever they are called', () => {
  const props = { label: 'blue', namespace: 'shop' };
  expect(new LlmChart(Testing.app(), 'chatbot', props).namespace).toBe('shop');
});

test('what the platform decides has no other members', () => {
  const attach = (props: object) => () => Platform.attach(Testing.chart(), props);
  expect(attach({ nodeimage: 'a.io/node:22' })).toThrow(
    'test (platform): 1 problem\n  - "nodeimage" is unknown here: did you mean "nodeImage"?',
  );
  expect(attach({ nodeImage: 'a.io/node:22' })).not.toThrow();
});
