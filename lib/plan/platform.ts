import type { PlatformProps } from '../props/platform-props';
import { KubernetesVersion } from '../values/kubernetes-version';
import { isRegistry } from './image';
import { Problems } from './problems';
import { checkShape } from './shape';
import { platform } from './shapes/platform';
import { isDnsSubdomain } from './syntax';

/** What the platform team decided, complete. */
export interface PlatformPlan {
  readonly nodeImage: string;
  readonly registryMirror?: string;
  readonly imagePullSecrets: readonly string[];
  readonly kubernetes: KubernetesVersion;
}

/** The stock image of all embedded programs. */
const NODE_IMAGE = 'node:22-bookworm-slim';

export function planPlatform(path: string, props: PlatformProps = {}): PlatformPlan {
  const problems = new Problems('platform', path);
  checkShape(problems, platform, props);
  const mirror = props.registryMirror;
  if (mirror !== undefined) {
    const allowed = 'a registry such as "mirror.acme.io" or "mirror.acme.io/docker"';
    problems.require(isRegistry(mirror), 'registryMirror', allowed, mirror);
  }
  const imagePullSecrets = (props.imagePullSecrets ?? []).map((secret) => secret.name);
  for (const name of imagePullSecrets)
    problems.require(isDnsSubdomain(name), 'imagePullSecrets', 'names of Secrets', name);
  problems.throwIfAny();
  return {
    nodeImage: props.nodeImage ?? NODE_IMAGE,
    registryMirror: mirror,
    imagePullSecrets,
    kubernetes: props.kubernetes ?? KubernetesVersion.V1_29,
  };
}
