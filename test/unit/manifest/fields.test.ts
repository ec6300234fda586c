import { App } from 'cdk8s';
import type { Construct } from 'constructs';
import { KubernetesVersion, LlmChart, MockLlm } from '../../../lib';
import type { emit } from '../../../lib/constructs/emit';
import type { Manifest } from '../../../lib/manifest/kubernetes';
import { programs } from '../programs';
import { find, type KubeObject, parse, type Program, synth, titleOf } from '../synth';

/** Every manifest that a construct handed over, in that order. */
const mockHanded: Manifest[] = [];

jest.mock('../../../lib/constructs/emit', () => {
  const real = jest.requireActual<{ emit: typeof emit }>('../../../lib/constructs/emit');
  return {
    emit: (scope: Construct, id: string, manifest: Manifest) => {
      mockHanded.push(manifest);
      return real.emit(scope, id, manifest);
    },
  };
});

beforeEach(() => mockHanded.splice(0));

function yamlOf(program: Program, kubernetes: KubernetesVersion): string {
  const app = new App();
  program(new LlmChart(app, 'chatbot', { platform: { kubernetes } }));
  return app.synthYaml();
}

const byTitle = (objects: KubeObject[]) =>
  Object.fromEntries(objects.map((object) => [`${object.metadata.namespace}/${titleOf(object)}`, object]));

const versions = ['1.29', '1.30', '1.36'].map((version) => KubernetesVersion.of(version));
const matrix = Object.entries(programs).flatMap(([title, program]) =>
  versions.map((version) => [title, version, program] as const),
);

test.each(matrix)(
  '%s, for Kubernetes %s: the YAML holds each field that a manifest function gave, and no other',
  (_, version, program) => {
    const yaml = yamlOf(program, version);
    const handed = byTitle(mockHanded.map(({ body, ...head }) => ({ ...head, ...body })));
    expect(Object.keys(handed)).toHaveLength(mockHanded.length);
    expect(byTitle(parse(yaml))).toEqual(handed);
    expect(byTitle(parse(yaml, '1.2'))).toEqual(handed);
  },
);

const stops = test.each<[string, object]>;

stops([
  ['1.29', { exec: { command: ['sleep', '5'] } }],
  ['1.30', { sleep: { seconds: 5 } }],
  ['1.36', { sleep: { seconds: 5 } }],
])('on Kubernetes %s every server waits before it stops', (version, preStop) => {
  const [mock, gpus] = ['a chat app on the mock', 'a chat app on GPUs'].map((title) => {
    return synth(programs[title]!, { platform: { kubernetes: KubernetesVersion.of(version) } });
  });
  const servers = [
    find(mock!, 'Deployment/chatbot-llm'),
    find(mock!, 'Deployment/chatbot-web'),
    find(gpus!, 'Deployment/chatbot-llm'),
  ];
  const lifecycles = servers.map(({ spec }) => spec.template.spec.containers[0].lifecycle);
  expect(lifecycles).toEqual(Array(3).fill({ preStop }));
});

test('texts that YAML takes for something else come through as texts', () => {
  const texts = [
    'yes',
    'on',
    'null',
    '~',
    '1e3',
    '0777',
    '0x10',
    '1_000',
    '12:30:45',
    '2020-01-01',
    '.5',
    '- a',
    'a: b',
    ' a ',
    'a\nb\n',
    '"',
    '',
    '!x',
    '&a',
    '*a',
    '%',
    '@',
  ];
  const annotations = Object.fromEntries(texts.map((text, index) => [`acme.io/n${index}`, text]));
  const yaml = yamlOf((chart) => new MockLlm(chart, 'llm', { annotations }), KubernetesVersion.V1_29);
  for (const version of ['1.1', '1.2'] as const)
    expect(find(parse(yaml, version), 'Service/chatbot-llm').metadata.annotations).toEqual(annotations);
});
