import { planImage } from '../../../lib/plan/image';
import { Problems } from '../../../lib/plan/problems';
import { judge, refusal, verdict } from './site';

const digest = `sha256:${'a1'.repeat(32)}`;
const mirror = 'mirror.acme.io/docker';

const mirrors = test.each<[image: string, path: string]>;

mirrors([
  ['node:22', 'library/node:22'],
  [`node@${digest}`, `library/node@${digest}`],
  [`node:22@${digest}`, `library/node:22@${digest}`],
  ['docker.io/node:22', 'library/node:22'],
  ['docker.io/library/node:22', 'library/node:22'],
  ['pgvector/pgvector:0.8.1-pg17', 'pgvector/pgvector:0.8.1-pg17'],
  ['docker.io/pgvector/pgvector:0.8.1', 'pgvector/pgvector:0.8.1'],
  ['a/b/c:1', 'a/b/c:1'],
  ['ghcr.io/acme/team/chatbot:1.4.0', 'acme/team/chatbot:1.4.0'],
  ['GHCR.io/acme/chatbot:1', 'acme/chatbot:1'],
  ['ghcr.io/chatbot:1', 'chatbot:1'],
  ['localhost/chatbot:1', 'chatbot:1'],
  ['localhost:5000/chatbot:1', 'chatbot:1'],
  ['registry:5000/team/chatbot:1', 'team/chatbot:1'],
  ['10.0.0.1:5000/chatbot:1', 'chatbot:1'],
  ['my_org/my.app__x:v1', 'my_org/my.app__x:v1'],
  ['a--b/c:LATEST', 'a--b/c:LATEST'],
])('%s stays itself, and comes from a mirror as %s', (image, path) => {
  const problems = new Problems('MockLlm', 'chatbot/app');
  const both = [undefined, mirror].map((registry) => planImage(problems, 'image', image, registry));
  expect(verdict(() => problems.throwIfAny())).toBe('accepted');
  expect(both).toEqual([image, `${mirror}/${path}`]);
});

test.each(['mirror.acme.io/docker/library/node:22', 'mirror.acme.io/team/chatbot:1'])(
  '%s lies in the mirror already',
  (image) => {
    const problems = new Problems('MockLlm', 'chatbot/app');
    expect(planImage(problems, 'image', image, mirror)).toBe(image);
    expect(planImage(problems, 'image', image, 'mirror.acme.io:5000')).toBe(image.replace('.io', '.io:5000'));
    expect(verdict(() => problems.throwIfAny())).toBe('accepted');
  },
);

const refuses = test.each<[image: string, why: string]>;
const unpinned = (image: string) =>
  `"image" must be an image with a version tag or a digest, got "${image}"; nobody knows what "latest" ran`;
const noImage = (image: string) =>
  `"image" must be an image reference such as "ghcr.io/acme/chatbot:1.4.0", got "${image}"`;

refuses([
  ['node', unpinned('node')],
  ['node:latest', unpinned('node:latest')],
  ['registry:5000/chatbot', unpinned('registry:5000/chatbot')],
  ['', noImage('')],
  ['Node:22', noImage('Node:22')],
  ['Acme/node:22', noImage('Acme/node:22')],
  ['node:', noImage('node:')],
  ['node:-1', noImage('node:-1')],
  [`node:${'1'.repeat(129)}`, noImage(`node:${'1'.repeat(129)}`).replace(/"node:1+"/, `"node:${'1'.repeat(111)}...`)],
  ['node@sha256:abc', noImage('node@sha256:abc')],
  ['https://ghcr.io/acme/chatbot:1', noImage('https://ghcr.io/acme/chatbot:1')],
  ['ghcr.io//chatbot:1', noImage('ghcr.io//chatbot:1')],
  ['-acme/chatbot:1', noImage('-acme/chatbot:1')],
  ['acme-/chatbot:1', noImage('acme-/chatbot:1')],
  ['.acme/chatbot:1', noImage('.acme/chatbot:1')],
  ['chat bot:1', noImage('chat bot:1')],
])('%j is refused', (image, why) => {
  const message = judge('MockLlm', (problems) => planImage(problems, 'image', image, mirror));
  expect(message).toBe(refusal('MockLlm', [why]));
});

test('a digest pins the tag "latest", and a tag of 128 characters is the longest', () => {
  const problems = new Problems('MockLlm', 'chatbot/app');
  for (const image of [`node:latest@${digest}`, `node:${'1'.repeat(128)}`])
    expect(planImage(problems, 'image', image, undefined)).toBe(image);
  expect(verdict(() => problems.throwIfAny())).toBe('accepted');
});
