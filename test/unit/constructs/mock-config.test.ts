import fc from 'fast-check';
import type { MockLlmProps } from '../../../lib';
import { checkConfig, mockConfig, written } from '../../../lib/plan/mock/config';
import { mockModels } from '../../../lib/plan/mock/models';
import { Problems } from '../../../lib/plan/problems';
import { checkShape } from '../../../lib/plan/shape';
import { mockLlm } from '../../../lib/plan/shapes/mock';
import { readConfig } from '../../../lib/programs/mock-llm/config';
import * as arbitrary from '../arbitrary-props';
import { verdict } from '../plan/site';

/** What synth says to these props. */
const synth = (props: MockLlmProps) =>
  verdict(() => {
    const problems = new Problems('MockLlm', 'chatbot/app');
    checkShape(problems, mockLlm, props);
    checkConfig(problems, props, mockModels(props));
    problems.throwIfAny();
  });
/** What the server says to their file, whatever synth says. */
const server = (props: MockLlmProps) =>
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
