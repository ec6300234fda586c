import type { PlatformProps } from '../props/platform-props';
import { KubernetesVersion } from '../values/kubernetes-version';
import { Problems } from './problems';
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
  const mirror = props.registryMirror;
  if (mirror !== undefined) {
    const valid = /^[a-zA-Z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/.test(mirror);
    problems.require(valid, 'registryMirror', 'a registry host with an optional path, without scheme', mirror);
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
