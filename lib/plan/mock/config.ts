import type { MockLlmProps } from '../../props/mock-llm-props';
import { Problems } from '../problems';
import { checkConduct, faultConfig, latencyConfig, secondsOf } from './conduct';
import { fixtureConfig } from './fixture';
import { checkFixtures, checkRecordings } from './fixture-rules';
import { checkModels, MockModels } from './models';

/** What the server reads: `MockLlm` in the cluster, and `cdk8s-llm mock --config` on a laptop. */
export function mockConfig(props: MockLlmProps, models: MockModels): object {
  const { contextWindow, maxNumSeqs, latency, faults, strict, errors, fixtures, recordings } = props;
  return {
    models: models.chat,
    aliases: props.aliases,
    embedding: { model: models.embedding, dimensions: models.dimensions, aliases: props.embeddingAliases },
    contextWindow,
    maxNumSeqs,
    startupSeconds: secondsOf(props.startupTime),
    latency: latency && latencyConfig(latency),
    faults: faults?.map(({ fault, rate }) => ({ ...faultConfig(fault), rate })),
    strict,
    errors,
    fixtures: fixtures?.map(fixtureConfig),
    recordings: recordings?.map(({ request, status, contentType, body }) => ({ request, status, contentType, body })),
  };
}

/** Checks each prop that goes into the file. */
export function checkConfig(problems: Problems, props: MockLlmProps, models: MockModels): void {
  checkModels(problems, props, models);
  checkConduct(problems, props);
  checkFixtures(problems, props.fixtures);
  checkRecordings(problems, props.recordings);
}

/** As a file. JSON may escape whatever it likes: what YAML cannot hold in a text, or takes for the end of a line, is. */
export function written(problems: Problems, config: object): string {
  const text = `${json(config)}\n`.replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  checkSize(problems, Buffer.byteLength(text), Buffer.byteLength(JSON.stringify(text)));
  return text;
}

/** A circle was found before, and is told with everything else. */
function json(config: object): string {
  try {
    return JSON.stringify(config, null, 2);
  } catch {
    return '';
  }
}

const CONFIG_MAP_BYTES = 1024 * 1024;
/** All annotations of an object may have 262144; the rest of the object is in the copy, too. */
const COPY_BYTES = 250_000;

/** @param copied Bytes of the text in JSON: client-side `kubectl apply` keeps a copy of the object in an annotation. */
function checkSize(problems: Problems, bytes: number, copied: number): void {
  const cure = 'shorten "fixtures" and "recordings", or divide them among several MockLlm';
  if (bytes > CONFIG_MAP_BYTES)
    problems.add(`the configuration has ${bytes} bytes, and a ConfigMap holds ${CONFIG_MAP_BYTES}; ${cure}`);
  else if (copied > COPY_BYTES)
    problems.warn(`the configuration has ${bytes} bytes: too many for plain "kubectl apply"; add "--server-side"`);
}
