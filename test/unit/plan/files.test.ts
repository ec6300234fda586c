import { App, Size, Testing } from 'cdk8s';
import { ConfigMap, type IConfigMap, Secret } from 'cdk8s-plus-27';
import { AppVolume, LlmChart, LlmWebApp, type LlmWebAppProps } from '../../../lib';
import { refusal, verdict } from './site';
import { neighbours } from './web-app';

const chartOf = () => new LlmChart(new App(), 'chatbot', { createNamespace: false });
const scope = new LlmChart(new App(), 'elsewhere', { createNamespace: false });
const mapNamed = (name: string) => ConfigMap.fromConfigMapName(scope, `map ${name}`, name);
const secret = (name: string) => Secret.fromSecretName(scope, `secret ${name}`, name);

function synth(props: LlmWebAppProps, chart = chartOf()): any[] {
  new LlmWebApp(chart, 'app', { image: 'ghcr.io/acme/app:1', services: neighbours, ...props });
  return Testing.synth(chart);
}

const templateOf = (objects: any[]) => objects.find(({ kind }) => kind === 'Deployment').spec.template;

describe('files', () => {
  const files = { '/app/config.yaml': 'a: 1\n', '/etc/acme/config.yaml': 'b: 2\n' };

  test('lie at their paths, each mounted by itself, from one ConfigMap', () => {
    const objects = synth({ files });
    const config = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'chatbot-app-files');
    const { spec } = templateOf(objects);
    expect(Object.values(config.data)).toEqual(['a: 1\n', 'b: 2\n']);
    const [first, second] = Object.keys(config.data);
    expect(spec.volumes).toContainEqual({
      name: 'files',
      configMap: { name: 'chatbot-app-files', defaultMode: 0o444 },
    });
    expect(spec.containers[0].volumeMounts.slice(1)).toEqual([
      { name: 'files', mountPath: '/app/config.yaml', readOnly: true, subPath: first },
      { name: 'files', mountPath: '/etc/acme/config.yaml', readOnly: true, subPath: second },
    ]);
    expect([first, second]).toEqual([
      expect.stringMatching(/^[0-9a-f]{8}-config\.yaml$/),
      expect.stringMatching(/^[0-9a-f]{8}-config\.yaml$/),
    ]);
  });

  test('roll the pods when their text changes, and only then', () => {
    const sum = (text: string) => templateOf(synth({ files: { '/etc/a': text } })).metadata.annotations;
    expect(sum('1')).toEqual({ 'checksum/files': expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(sum('1')).toEqual(sum('1'));
    expect(sum('2')).not.toEqual(sum('1'));
  });

  test('may be called what no key may be called', () => {
    const [key] = Object.keys(synth({ files: { '/etc/grüße & co': '' } })[1].data);
    expect(key).toMatch(/^[0-9a-f]{8}-gr__e___co$/);
  });
});

describe('volumes', () => {
  const kinds = test.each<[string, AppVolume, object, boolean]>;

  kinds([
    ['a claim', AppVolume.claim('/data', 'corpus'), { persistentVolumeClaim: { claimName: 'corpus' } }, false],
    [
      'a ConfigMap',
      AppVolume.configMap('/data', mapNamed('prompts')),
      { configMap: { name: 'prompts', defaultMode: 0o444 } },
      true,
    ],
    [
      'a Secret',
      AppVolume.secret('/data', secret('certificate')),
      { secret: { secretName: 'certificate', defaultMode: 0o444 } },
      true,
    ],
    ['an empty directory', AppVolume.temporary('/data'), { emptyDir: {} }, false],
    [
      'an empty directory with a limit',
      AppVolume.temporary('/data', Size.gibibytes(2)),
      { emptyDir: { sizeLimit: '2Gi' } },
      false,
    ],
  ])('come from %s', (_, volume, source, readOnly) => {
    const { spec } = templateOf(synth({ volumes: [volume] }));
    expect(spec.volumes.at(-1)).toEqual({ name: 'volume-0', ...source });
    expect(spec.containers[0].volumeMounts.at(-1)).toEqual({
      name: 'volume-0',
      mountPath: '/data',
      ...(readOnly && { readOnly }),
    });
  });

  test('roll the pods when a ConfigMap of this program changes', () => {
    const annotations = (data: Record<string, string>) => {
      const chart = chartOf();
      const configMap: IConfigMap = new ConfigMap(chart, 'prompts', { data });
      return templateOf(synth({ volumes: [AppVolume.configMap('/prompts', configMap)] }, chart)).metadata.annotations;
    };
    expect(annotations({ a: '1' })).toEqual({ 'checksum/config': expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(annotations({ a: '1' })).toEqual(annotations({ a: '1' }));
    expect(annotations({ a: '2' })).not.toEqual(annotations({ a: '1' }));
  });

  test('say nothing of a ConfigMap that is known by its name only', () => {
    const { metadata } = templateOf(synth({ volumes: [AppVolume.configMap('/prompts', mapNamed('named'))] }));
    expect(metadata.annotations).toBeUndefined();
  });

  test('refuse data that comes when the checksum is made already', () => {
    const chart = chartOf();
    const prompts = new ConfigMap(chart, 'prompts', { metadata: { name: 'prompts' } });
    synth({ volumes: [AppVolume.configMap('/prompts', prompts)] }, chart);
    const synthesis = () => chart.node.findChild('app').node.validate();
    expect(synthesis()).toEqual([]);
    prompts.addData('late', 'data');
    expect(synthesis()).toEqual(['the ConfigMap "prompts" got data after the app was made: fill it before']);
  });
});

const path = 'must be an absolute path without ":", "." and "..", not "/" itself';
const twice = (where: string) => `the container "web" mounts ${where} twice: leave one of them out`;
const rules = test.each<[string, LlmWebAppProps, ...string[]]>;

rules([
  ['a file in a directory of the image', { files: { '/app/config.yaml': '' } }],
  ['a file whose path is none', { files: { 'config.yaml': '' } }, `"files" ${path}, got "config.yaml"`],
  ['199999 bytes', { files: { '/a': 'a'.repeat(100_000), '/b': 'b'.repeat(99_999) } }],
  [
    '200000 bytes, in characters of two',
    { files: { '/a': 'é'.repeat(50_000), '/b': 'b'.repeat(100_000) } },
    '"files" must be below 200000 bytes in all, got "200000 bytes"',
  ],
  ['a file in a volume that is written', { files: { '/data/a': '' }, volumes: [AppVolume.claim('/data', 'corpus')] }],
  [
    'a file in a volume that is read-only',
    { files: { '/data/a': '' }, volumes: [AppVolume.configMap('/data', mapNamed('below'))] },
    'the container "web" mounts /data/a below /data, which is read-only',
  ],
  [
    'a path of everybody',
    {
      files: { '/data': '' },
      volumes: [AppVolume.temporary('/data'), AppVolume.temporary('/tmp')],
      writablePaths: ['/data'],
    },
    twice('/data'),
    twice('/tmp'),
  ],
  [
    'volumes whose sources have no names',
    {
      volumes: [
        AppVolume.claim('/a', 'Corpus'),
        AppVolume.configMap('/b', mapNamed('my prompts')),
        AppVolume.secret('/c', secret('')),
      ],
    },
    '"volumes["/a"]" must be the name of a PersistentVolumeClaim, got "Corpus"',
    '"volumes["/b"]" must be the name of a ConfigMap, got "my prompts"',
    '"volumes["/c"]" must be the name of a Secret, got ""',
  ],
  [
    'a volume at the root, of half a mebibyte',
    { volumes: [AppVolume.temporary('/', Size.kibibytes(512))] },
    `"volumes" ${path}, got "/"`,
    '"volumes["/"].size" must be a whole number from 1 to 67108864, got 0.5; in MiB',
  ],
])('%s', (_, props, ...violations) => {
  expect(verdict(() => synth(props))).toBe(refusal('LlmWebApp', violations));
});

test('the reference chat app keeps its own directory', () => {
  expect(verdict(() => synth({ image: undefined, files: { '/app/extra.js': '' }, writablePaths: ['/app'] }))).toContain(
    ['the container "web" mounts /app twice', 'the container "web" mounts /app/extra.js below /app, which is'].join(
      ': leave one of them out\n  - ',
    ),
  );
});
