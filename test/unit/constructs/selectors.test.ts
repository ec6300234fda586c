import { App } from 'cdk8s';
import { LlmChart, MockLlm, MockLlmProps } from '../../../lib';

const llms = (one: MockLlmProps, other: MockLlmProps, otherNamespace = 'one') => {
  const app = new App();
  new MockLlm(new LlmChart(app, 'one'), 'a', one);
  new MockLlm(new LlmChart(app, 'two', { namespace: otherNamespace, createNamespace: false }), 'b', other);
};

test.each<[string, MockLlmProps, MockLlmProps]>([
  ['the same selector', { selector: { app: 'x' } }, { selector: { app: 'x' } }],
  ['a wider selector', { selector: { app: 'x' } }, { selector: { app: 'x', tier: 'llm' } }],
  ['a narrower selector', { selector: { app: 'x', tier: 'llm' } }, { selector: { app: 'x' } }],
  ['a selector on labels of the other', { labels: { team: 'a' } }, { selector: { team: 'a' } }],
])('%s is refused: a Service would mix the pods', (_, one, other) => {
  expect(() => {
    llms(one, other);
  }).toThrow(/^two\/b: "selector" .* overlaps with that of one\/a, .*give one of them another "selector"$/);
});

test.each<[string, MockLlmProps, MockLlmProps, string]>([
  ['selectors of their own', {}, {}, 'one'],
  ['values of their own', { selector: { app: 'x' } }, { selector: { app: 'y' } }, 'one'],
  ['namespaces of their own', { selector: { app: 'x' } }, { selector: { app: 'x' } }, 'two'],
])('%s are accepted', (_, one, other, namespace) => {
  expect(() => {
    llms(one, other, namespace);
  }).not.toThrow();
});

test('two charts that make one namespace are told how to share it', () => {
  const app = new App();
  new LlmChart(app, 'one');
  expect(() => new LlmChart(app, 'two', { namespace: 'one' })).toThrow(
    '00-two-namespace: Namespace "one" is there already, made by 00-one-namespace; ' +
      'one chart makes the namespace; set "createNamespace" to false in the others',
  );
});
