import { Problems } from '../../../lib/plan/problems';
import * as syntax from '../../../lib/plan/syntax';
import { judge, refusal } from './site';

type Check = (problems: Problems) => void;

const long = (length: number) => 'x'.repeat(length);
const labels =
  (map: Record<string, string>): Check =>
  (problems) =>
    syntax.checkLabels(problems, 'labels', map);
const annotations =
  (map: Record<string, string>): Check =>
  (problems) =>
    syntax.checkAnnotations(problems, 'annotations', map);
const variable =
  (name: string): Check =>
  (problems) =>
    syntax.checkEnvName(problems, 'env', name);
const secretKey =
  (key: string): Check =>
  (problems) =>
    syntax.checkSecretKey(problems, 'key', key);
const path =
  (text: string): Check =>
  (problems) =>
    syntax.checkMountPath(problems, 'path', text);
const port =
  (number: number, low?: number): Check =>
  (problems) =>
    syntax.checkPort(problems, 'port', number, low);
const seconds =
  (milliseconds: number): Check =>
  (problems) =>
    void syntax.checkSeconds(problems, 'drain', { toMilliseconds: () => milliseconds }, 30);
const model =
  (name: string): Check =>
  (problems) =>
    syntax.checkModelName(problems, 'model', name);

const key = (prop: string, given: string) =>
  `"${prop} key" must be a name such as "team" or "acme.io/team", got "${given}"`;
const value = (name: string, given: string) =>
  `"labels["${name}"]" must be at most 63 letters, digits, "-", "_", ".", got "${given}"`;
const wrongVariable = (given: string) => `"env" must be an environment variable name, got "${given}"`;
const wrongKey = (given: string) => `"key" must be letters, digits, "-", "_", ".", got "${given}"`;
const wrongPath = (given: string) =>
  `"path" must be an absolute path without ":", "." and "..", not "/" itself, got ${JSON.stringify(given)}`;
const kernels = (given: string) =>
  `"path" must be outside of /proc, /sys and /dev, got "${given}"; the kernel keeps its own there`;
const wrongModel = (given: string) => `"model" must be letters, digits and "._/:@-", no "-" first, got "${given}"`;
const wrongSeconds = (given: string) => `"drain" must be whole seconds, from 1 to 86400, got "${given} s"`;

const rules = test.each<[string, Check, ...string[]]>;

rules([
  ['a label', labels({ team: 'search' })],
  ['a label with a prefix and an empty value', labels({ 'acme.io/team': '' })],
  ['a label of the longest name, prefix and value', labels({ [`${long(253)}/${long(63)}`]: long(63) })],
  ['a label named like a method of objects', labels({ toString: 'x', valueOf: 'y' })],
  ['an empty name', labels({ '': 'x' }), key('labels', '')],
  ['a name of 64 characters', labels({ [long(64)]: 'x' }), key('labels', long(64))],
  ['a name that ends in a dash', labels({ 'team-': 'x' }), key('labels', 'team-')],
  ['a prefix with capitals', labels({ 'Acme.io/team': 'x' }), key('labels', 'Acme.io/team')],
  ['an empty prefix', labels({ '/team': 'x' }), key('labels', '/team')],
  ['two slashes', labels({ 'a/b/c': 'x' }), key('labels', 'a/b/c')],
  ['a value with a space', labels({ team: 'a b' }), value('team', 'a b')],
  ['a value of 64 characters', labels({ team: long(64) }), value('team', long(64))],
  [
    'a missing value',
    labels({ team: undefined as never }),
    '"labels["team"]" must be at most 63 letters, digits, "-", "_", ".", got nothing',
  ],
  ['a wrong name with a wrong value', labels({ 'a b': '-' }), key('labels', 'a b'), value('a b', '-')],
])('labels: %s', (_, check, ...violations) => {
  expect(judge('LlmWebApp', check)).toBe(refusal('LlmWebApp', violations));
});

rules([
  ['any text', annotations({ 'acme.io/why': 'because: "yes"\n' })],
  ['100 kB in all', annotations({ a: long(99_999) })],
  ['100 kB in bytes, not in characters', annotations({ a: `${long(99_997)}é` })],
  [
    'a byte more',
    annotations({ a: `${long(99_998)}é` }),
    '"annotations" must be at most 100000 bytes in all, got "100001 bytes"',
  ],
  [
    'a number, which nobody checked',
    annotations({ a: 5 as never }),
    '"annotations["a"]" must be a string without control characters, got 5; quote it',
  ],
  [
    'a bell',
    annotations({ a: 'ding\u0007' }),
    '"annotations["a"]" must be a string without control characters, got "ding\\u0007"',
  ],
  ['a name with a space', annotations({ 'a b': '' }), key('annotations', 'a b')],
])('annotations: %s', (_, check, ...violations) => {
  expect(judge('LlmWebApp', check)).toBe(refusal('LlmWebApp', violations));
});

rules([
  ['OPENAI_BASE_URL', variable('OPENAI_BASE_URL')],
  ['-._aZ9', variable('-._aZ9')],
  ['.env', variable('.env')],
  ['a digit first', variable('9LIVES'), wrongVariable('9LIVES')],
  ['an equals sign', variable('A=B'), wrongVariable('A=B')],
  ['nothing', variable(''), wrongVariable('')],
  ['a dot alone', variable('.'), wrongVariable('.')],
  ['two dots first', variable('..a'), wrongVariable('..a')],
])('names of variables: %s', (_, check, ...violations) => {
  expect(judge('LlmWebApp', check)).toBe(refusal('LlmWebApp', violations));
});

rules([
  ['api-key_1.txt', secretKey('api-key_1.txt')],
  ['253 characters', secretKey(long(253))],
  ['a dot first', secretKey('.pass')],
  ['254 characters', secretKey(long(254)), wrongKey(long(254)).replace(/"x+"$/, `"${long(116)}...`)],
  ['nothing', secretKey(''), wrongKey('')],
  ['a slash', secretKey('a/b'), wrongKey('a/b')],
  ['two dots', secretKey('..'), wrongKey('..')],
])('keys of Secrets: %s', (_, check, ...violations) => {
  expect(judge('LlmWebApp', check)).toBe(refusal('LlmWebApp', violations));
});

rules([
  ['one part', path('/data')],
  ['parts with dots in their names', path('/data/.cache/a..b')],
  ['the root', path('/'), wrongPath('/')],
  ['a relative path', path('data'), wrongPath('data')],
  ['a slash at the end', path('/data/'), wrongPath('/data/')],
  ['two slashes', path('/data//cache'), wrongPath('/data//cache')],
  ['a way up', path('/data/../etc'), wrongPath('/data/../etc')],
  ['a way nowhere', path('/data/./cache'), wrongPath('/data/./cache')],
  ['a colon', path('/data:ro'), wrongPath('/data:ro')],
  ['a zero byte', path('/a\0b'), wrongPath('/a\0b')],
  ['a path of the kernel', path('/proc'), kernels('/proc')],
  ['a path below one', path('/sys/fs/cgroup'), kernels('/sys/fs/cgroup')],
  ['a device', path('/dev/shm/x'), kernels('/dev/shm/x')],
  ['shared memory', path('/dev/shm')],
  ['a path that begins like one', path('/process')],
])('mount paths: %s', (_, check, ...violations) => {
  expect(judge('LlmWebApp', check)).toBe(refusal('LlmWebApp', violations));
});

const unprivileged = 'a pod that is no root cannot open it; the Service can have it';

rules([
  ['the lowest', port(1)],
  ['the highest', port(65_535)],
  ['the lowest without root', port(1024, 1024)],
  ['0', port(0), '"port" must be a whole number from 1 to 65535, got 0'],
  ['one too many', port(65_536), '"port" must be a whole number from 1 to 65535, got 65536'],
  ['a fraction', port(80.5), '"port" must be a whole number from 1 to 65535, got 80.5'],
  ['no number', port(NaN), '"port" must be a whole number from 1 to 65535, got NaN'],
  ['a privileged one', port(1023, 1024), `"port" must be a whole number from 1024 to 65535, got 1023; ${unprivileged}`],
  ['0 without root', port(0, 1024), '"port" must be a whole number from 1024 to 65535, got 0'],
])('ports: %s', (_, check, ...violations) => {
  expect(judge('LlmWebApp', check)).toBe(refusal('LlmWebApp', violations));
});

rules([
  ['a second', seconds(1000)],
  ['a day', seconds(86_400_000)],
  ['none', seconds(0), wrongSeconds('0')],
  ['a second and a half', seconds(1500), wrongSeconds('1.5')],
  ['more than a day', seconds(86_401_000), wrongSeconds('86401')],
])('seconds: %s', (_, check, ...violations) => {
  expect(judge('LlmWebApp', check)).toBe(refusal('LlmWebApp', violations));
});

test('seconds that nobody gave are the fallback', () => {
  expect(syntax.checkSeconds(new Problems('', ''), 'drain', undefined, 30)).toBe(30);
});

rules([
  ['an id of the hub', model('Qwen/Qwen3-8B')],
  ['256 characters', model(long(256))],
  ['a version and a variant', model('llama3.1:8b@q4')],
  ['nothing', model(''), wrongModel('')],
  ['a space', model('a b'), wrongModel('a b')],
  ['what looks like a flag', model('-v'), wrongModel('-v')],
])('names of models: %s', (_, check, ...violations) => {
  expect(judge('LlmWebApp', check)).toBe(refusal('LlmWebApp', violations));
});
