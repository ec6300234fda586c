import type { AppPresetProps } from '../../values/app-preset-props';
import { AppPreset } from '../../values/app-preset';
import { AppVolume, AppVolumeType } from '../../values/app-volume';
import { EnvSource } from '../../values/env-source';
import type { ExternalSecretKey } from '../../values/external-secret-key';
import type { ExternalSecretProps } from '../../values/external-secret-props';
import type { GeneratedSecretProps } from '../../values/generated-secret-props';
import { SecretRef } from '../../values/secret-ref';
import type { SecretStoreKind } from '../../values/secret-store-kind';
import type { WiringNames } from '../../values/wiring-names';
import { flag, list, made, map, number, oneOf, optional, struct, text } from '../shape';
import { configMap, duration, secret, size } from './foreign';
import { healthCheck } from './workload';

export const wiring = struct<WiringNames>({
  llmBaseUrl: optional(text),
  llmApiKey: optional(text),
  llmModel: optional(text),
  embeddingBaseUrl: optional(text),
  embeddingApiKey: optional(text),
  embeddingModel: optional(text),
  embeddingDimensions: optional(text),
  databaseUrl: optional(text),
});

const presetProps = struct<AppPresetProps>({
  name: text,
  port: optional(number),
  healthCheck: optional(healthCheck),
  writablePaths: optional(list(text)),
  env: optional(map(text)),
  wiring: optional(wiring),
  websockets: optional(flag),
  sessionAffinity: optional(flag),
  stateful: optional(flag),
});

const presets = 'AppPreset.streamlit(), gradio(), fastApi(), nextJs(), openWebUi() or of(…)';
export const preset = made(AppPreset, presets, (one, check) => check('', one['given'], presetProps));

export const volume = made(AppVolume, 'AppVolume.claim("/data", "corpus")', (one, check) => {
  check('path', one.path, text);
  if (one.type !== AppVolumeType.TEMPORARY) check(one.type, one.source, text);
  check('size', one.size, optional(size));
});

const external = struct<ExternalSecretProps>({
  store: text,
  storeKind: optional(oneOf<SecretStoreKind>('SecretStore', 'ClusterSecretStore')),
  refreshInterval: optional(duration),
  keys: map(struct<ExternalSecretKey>({ key: text, property: optional(text) })),
  name: optional(text),
});

const generated = struct<GeneratedSecretProps>({
  keys: list(text),
  name: optional(text),
  apiServerPorts: optional(list(number)),
});

const secretRef = made(SecretRef, 'SecretRef.existing(secret)', (one, check) => {
  if (one.externalProps) check('external', one.externalProps, external);
  else if (one.generatedProps) check('generated', one.generatedProps, generated);
  else check('secret', one.secret, secret);
});

export const envSource = made(EnvSource, 'EnvSource.secret(SecretRef.existing(secret))', (one, check) => {
  check('prefix', one.prefix, optional(text));
  if (one.config !== undefined) check('configMap', one.config, configMap);
  else check('', one.secretRef, secretRef);
});
