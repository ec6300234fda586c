import { Duration } from 'cdk8s';
import fc from 'fast-check';
import * as door from '../../../lib';
import { checkConfig, mockConfig, written } from '../../../lib/plan/mock/config';
import { mockModels } from '../../../lib/plan/mock/models';
import { Problems } from '../../../lib/plan/problems';
import { checkShape } from '../../../lib/plan/shape';
import { mockLlm } from '../../../lib/plan/shapes/mock';
import { readConfig } from '../../../lib/programs/mock-llm/config';
import * as arbitrary from '../arbitrary-props';
import * as full from '../full-mock';
import { mockLlm as mockLlmProps } from '../full-props';
import { verdict } from '../plan/site';

/** What synth says to these props. */
const synth = (props: door.MockLlmProps) =>
  verdict(() => {
    const problems = new Problems('MockLlm', 'chatbot/app');
    checkShape(problems, mockLlm, props);
    checkConfig(problems, props, mockModels(props));
    problems.throwIfAny();
  });
/** What the server says to their file, whatever synth says. */
const server = (props: door.MockLlmProps) =>
  verdict(() => readConfig(JSON.parse(written(new Problems('', ''), mockConfig(props, mockModels(props))))));

test('what the server would refuse, synth refuses', () => {
  const seen = { accepted: 0, refused: 0 };
  const property = fc.property(arbitrary.mockLlm, (props) => {
    const [ours, theirs] = [synth(props), server(props)];
    if (ours === 'accepted') seen.accepted++;
    if (theirs === 'accepted') return;
    seen.refused++;
    expect([theirs, ours]).not.toEqual([theirs, 'accepted']);
  });
  fc.assert(property, { seed: 20_261_121, numRuns: 2000 });
  expect(seen.accepted).toBeGreaterThan(1000);
  expect(seen.refused).toBeGreaterThan(100);
});

const { MockAnswer, MockFault } = door;
const second = Duration.seconds(1);
const faults = [MockFault.error(500, second), MockFault.slow(second), MockFault.cut(1).times(1)];
const answers = [
  MockAnswer.toolCalls([full.mockToolCall], '').withLatency(full.mockLatency).withFault(MockFault.hang()),
  MockAnswer.json(1),
  MockAnswer.error(full.mockError),
];
const all = {
  ...mockLlmProps,
  fixtures: answers.map((answer) => ({ ...full.mockFixture, answer })),
  faults: faults.map((fault) => ({ fault, rate: 0 })),
};
const config = JSON.parse(JSON.stringify(mockConfig(all, mockModels(all))));
const merged = (list: object[]): any => Object.assign({}, ...list);
const answer = merged(config.fixtures.map((one: any) => one.answer));
const [fixture] = config.fixtures;
const [recording] = config.recordings;
const text = { text: '' };
const keys = test.each<[what: string, written: object, around: (more: object) => object]>;

keys([
  ['the file', config, (more) => more],
  ['embedding', config.embedding, (embedding) => ({ embedding })],
  ['latency', config.latency, (latency) => ({ latency })],
  ['a fault', merged(config.faults), (more) => ({ faults: [{ kind: 'cut', rate: 0, ...more }] })],
  ['a recording', recording, (more) => ({ recordings: [{ ...recording, ...more }] })],
  ['a fixture', fixture, (more) => ({ fixtures: [{ answer: text, ...more }] })],
  ['a request', fixture.when, (when) => ({ fixtures: [{ when, answer: text }] })],
  ['an answer', answer, (more) => ({ fixtures: [{ answer: more }] })],
  ['an error', answer.error, (more) => ({ fixtures: [{ answer: { error: { status: 500, ...more } } }] })],
  ['a call', answer.toolCalls[0], (more) => ({ fixtures: [{ answer: { toolCalls: [{ name: 'f', ...more }] } }] })],
])('each key of %s that the server knows has a prop', (_, written, around) => {
  const known = verdict(() => readConfig(around({ nobody: 1 }))).replace(/.*known are /, '');
  expect(known.split(', ').sort()).toEqual(Object.keys(written).sort());
});
