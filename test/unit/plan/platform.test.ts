import { planPlatform } from '../../../lib/plan/platform';
import type { PlatformProps } from '../../../lib/props/platform-props';
import { KubernetesVersion } from '../../../lib/values/kubernetes-version';
import { refusal, secretNamed, verdict } from './site';

test('by default images come from their own registries, and the oldest Kubernetes is meant', () => {
  expect(planPlatform('chatbot')).toEqual({
    nodeImage: 'node:22-bookworm-slim',
    registryMirror: undefined,
    imagePullSecrets: [],
    kubernetes: KubernetesVersion.V1_29,
  });
});

test('what is given replaces the defaults', () => {
  const props = {
    nodeImage: 'node:24',
    registryMirror: 'mirror.acme.io',
    imagePullSecrets: [secretNamed('pull'), secretNamed('more.pull')],
    kubernetes: KubernetesVersion.V1_36,
  };
  expect(planPlatform('chatbot', props)).toEqual({ ...props, imagePullSecrets: ['pull', 'more.pull'] });
});

const wrongMirror = (given: string) =>
  `"registryMirror" must be a registry such as "mirror.acme.io" or "mirror.acme.io/docker", got "${given}"`;
const mirror = (registryMirror: string): PlatformProps => ({ registryMirror });
const rules = test.each<[string, PlatformProps, ...string[]]>;

rules([
  ['a host', mirror('mirror.acme.io')],
  ['a host with a port and a path', mirror('mirror:5000/docker/hub')],
  ['localhost', mirror('localhost')],
  ['a scheme', mirror('https://mirror.acme.io'), wrongMirror('https://mirror.acme.io')],
  ['a slash at the end', mirror('mirror.acme.io/'), wrongMirror('mirror.acme.io/')],
  ['a path with capitals', mirror('mirror.acme.io/Docker'), wrongMirror('mirror.acme.io/Docker')],
  ['a tag', mirror('mirror.acme.io/docker:1'), wrongMirror('mirror.acme.io/docker:1')],
  ['a word, which is an organisation of Docker Hub', mirror('acme'), wrongMirror('acme')],
  ['nothing', mirror(''), wrongMirror('')],
  [
    'names that are none, of secrets, and a mirror with them',
    { registryMirror: 'a b', imagePullSecrets: [secretNamed('pull'), secretNamed('Pull'), secretNamed('a_b')] },
    wrongMirror('a b'),
    '"imagePullSecrets" must be names of Secrets, got "Pull"',
    '"imagePullSecrets" must be names of Secrets, got "a_b"',
  ],
])('the platform: %s', (_, props, ...violations) => {
  expect(verdict(() => planPlatform('chatbot', props))).toBe(refusal('platform', violations, 'chatbot'));
});
