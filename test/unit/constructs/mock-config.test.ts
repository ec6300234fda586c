import fc from 'fast-check';
import type { MockLlmProps } from '../../../lib';
import { checkConfig, mockConfig, written } from '../../../lib/plan/mock/config';
import { mockModels } from '../../../lib/plan/mock/models';
import type { Problems } from '../../../lib/plan/problems';
import { readConfig } from '../../../lib/programs/mock-llm/config';
import * as arbitrary from '../arbitrary-props';
import { judge, verdict } from '../plan/site';

/** The file of these props, whether they are right or not, and what was found on the way. */
function file(props: MockLlmProps): { readonly text: string; readonly synth: string } {
  let text = '';
  const write = (problems: Problems) => {
    checkConfig(problems, props, mockModels(props));
    text = written(problems, mockConfig(props, mockModels(props)));
  };
  return { synth: judge('MockLlm', write), text };
}

test('what the server would refuse, synth refuses', () => {
  const seen = { accepted: 0, refused: 0 };
  const property = fc.property(arbitrary.mockLlm, (props) => {
    const { text, synth } = file(props);
    const server = verdict(() => readConfig(JSON.parse(text)));
    if (synth === 'accepted') seen.accepted++;
    if (server !== 'accepted') {
      expect([server, synth]).not.toEqual([server, 'accepted']);
      seen.refused++;
    }
  });
  fc.assert(property, { seed: 20_261_121, numRuns: 2000 });
  expect(seen.accepted).toBeGreaterThan(1000);
  expect(seen.refused).toBeGreaterThan(100);
});
