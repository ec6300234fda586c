import type { TaintEffect } from 'cdk8s-plus-27';
import type { InitContainer } from '../../props/init-container';
import type { NetworkEdge } from '../../props/network-edge';
import type { SharedDirectory } from '../../props/shared-directory';
import type { SidecarContainer } from '../../props/sidecar-container';
import type { PodProps } from '../../props/pod-props';
import type { Toleration } from '../../props/toleration';
import type { WorkloadProps } from '../../props/workload-props';
import { HealthCheck } from '../../values/health-check';
import { NetworkPeer, NetworkPeerType } from '../../values/network-peer';
import { any, Fields, flag, list, made, map, number, oneOf, optional, Shape, struct, text } from '../shape';
import { resources, secretValue, serviceAccount } from './foreign';

/** Labels, annotations and variables have rules that name a value of the wrong kind, too. */
export const texts: Shape<{ [key: string]: string }> = map(any);

export const healthCheck = made(HealthCheck, 'HealthCheck.http("/healthz")', (one, check) => {
  check(one.type, one.path, optional(text));
  check(one.type, one['words'], list(text));
  check(one.type, one.service, optional(text));
});

export const peer = made(NetworkPeer, 'NetworkPeer.internet()', (one, check) => {
  if (one.type === NetworkPeerType.ADDRESSES) return check('cidr', one.cidr, text);
  if (one.type === NetworkPeerType.INTERNET) return;
  check('namespace', one.namespace, text);
  check('labels', one.labels, texts);
});

const edge = struct<NetworkEdge>({ peer, port: number });

const container: Fields<InitContainer> = {
  name: text,
  image: text,
  command: optional(list(text)),
  args: optional(list(text)),
  user: optional(number),
  env: optional(texts),
  secretEnv: optional(map(secretValue)),
  resources: optional(resources),
  writablePaths: optional(list(text)),
  shared: optional(list(struct<SharedDirectory>({ path: text, mountPath: optional(text), readOnly: optional(flag) }))),
  egress: optional(list(edge)),
};

const sidecar: Fields<SidecarContainer> = {
  ...container,
  ports: optional(map(number)),
  healthCheck: optional(healthCheck),
  ingress: optional(list(edge)),
};

const toleration: Fields<Toleration> = {
  key: text,
  value: optional(text),
  effect: optional(oneOf<TaintEffect>('NoSchedule', 'PreferNoSchedule', 'NoExecute')),
};

export const pods: Fields<PodProps> = {
  name: optional(text),
  labels: optional(texts),
  annotations: optional(texts),
  serviceAccount: optional(serviceAccount),
  nodeSelector: optional(texts),
  tolerations: optional(list(struct(toleration))),
  priorityClassName: optional(text),
  resources: optional(resources),
  sidecars: optional(list(struct(sidecar))),
  initContainers: optional(list(struct(container))),
};

export const workload: Fields<WorkloadProps> = {
  ...pods,
  serviceName: optional(text),
  containerName: optional(text),
  selector: optional(texts),
};
