import { Yaml } from 'cdk8s';
import type { Construct } from 'constructs';
import { Manifest } from '../manifest/kubernetes';
import { Problems } from '../plan/problems';

/**
 * Refuses text that cdk8s writes into YAML and kubectl reads back as something else: their parsers differ.
 *
 * @see https://github.com/kubernetes-sigs/yaml
 */
export function checkReadable(scope: Construct, manifest: Manifest): void {
  const problems = new Problems(scope.constructor.name, scope.node.path);
  const { kind, metadata, body } = manifest;
  for (const [place, text] of textsIn({ metadata, ...body }, `${kind} "${metadata.name}"`)) {
    const misread = misreading(text);
    if (misread) problems.add(`kubectl takes ${misread} in ${place}: ${show(text)}`);
  }
  problems.throwIfAny();
}

function* textsIn(value: unknown, place: string): Generator<[place: string, text: string]> {
  if (typeof value === 'string') yield [place, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield [place, key];
    yield* textsIn(inner, `${place}.${key}`);
  }
}

function misreading(text: string): string | undefined {
  if (UNKNOWN.test(text)) return 'no such character';
  if (NUMBER_START.test(text) && isMisreadNumber(text)) return 'a number for this text';
  if (text.includes('\n') && INDENTED.test(text))
    return 'no text of several lines that begins with a tab, or is blank,';
  return undefined;
}

/** Characters outside of YAML, and those that only some parsers take for the end of a line. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNKNOWN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;
const INDENTED = /^\s*(\t|$)/;
const NUMBER_START = /^[-+.\d]/;
/** What Go reads as a number, once the underscores are gone: `0o17`, `0X1F`, `0_b1`. */
const NUMBER = /^[-+]?(0x[\da-f]+|0o[0-7]+|0b[01]+|(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?)$/i;

/** cdk8s quotes most of them. */
const isMisreadNumber = (text: string): boolean =>
  NUMBER.test(text.replaceAll('_', '')) && !/^["']/.test(Yaml.stringify(text));

const show = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 37)}...` : text);
