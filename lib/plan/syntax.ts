import { Problems } from './problems';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

export const isDnsLabel = (text: string): boolean => text.length <= 63 && DNS_LABEL.test(text);
export const isDnsSubdomain = (text: string): boolean => text.length <= 253 && DNS_SUBDOMAIN.test(text);
export const isWhole = (value: number | undefined, low: number, high: number): boolean =>
  value !== undefined && Number.isInteger(value) && value >= low && value <= high;

export function checkWhole(
  problems: Problems,
  prop: string,
  value: number | undefined,
  low: number,
  high: number,
  cure?: string,
) {
  problems.require(isWhole(value, low, high), prop, `a whole number from ${low} to ${high}`, value, cure);
}

/** As many as there are. */
export function checkAtLeast(problems: Problems, prop: string, value: number | undefined, low: number): void {
  problems.require(isWhole(value, low, Number.MAX_SAFE_INTEGER), prop, `a whole number of at least ${low}`, value);
}

/** Says no to NaN, too. */
export function checkNumber(problems: Problems, prop: string, value: number, low: number, high: number): void {
  problems.require(value >= low && value <= high, prop, `a number from ${low} to ${high}`, value);
}

export function checkPort(problems: Problems, prop: string, port: number, low = 1): void {
  const cure = isWhole(port, 1, low - 1) ? 'a pod that is no root cannot open it; the Service can have it' : undefined;
  checkWhole(problems, prop, port, low, 65535, cure);
}

/** Seconds, from a Duration that may hold milliseconds: `toSeconds` would throw without naming the prop. */
export function checkSeconds(
  problems: Problems,
  prop: string,
  given: { toMilliseconds(): number } | undefined,
  fallback: number,
): number {
  const seconds = given ? given.toMilliseconds() / 1000 : fallback;
  problems.require(isWhole(seconds, 1, 86_400), prop, 'whole seconds, from 1 to 86400', `${seconds} s`);
  return seconds;
}

export function checkLabels(problems: Problems, prop: string, labels: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(labels)) {
    checkQualifiedName(problems, prop, key);
    problems.require(
      isText(value) && LABEL_VALUE.test(value),
      `${prop}["${key}"]`,
      'at most 63 letters, digits, "-", "_", "."',
      value,
    );
  }
}

export function checkAnnotations(problems: Problems, prop: string, annotations: Readonly<Record<string, string>>) {
  for (const [key, value] of Object.entries(annotations)) {
    checkQualifiedName(problems, prop, key);
    checkText(problems, `${prop}["${key}"]`, value);
  }
  const bytes = Object.entries(annotations).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0);
  // Half of what the server takes: client-side `kubectl apply` keeps a copy in an annotation of its own.
  problems.require(bytes <= 100_000, prop, 'at most 100000 bytes in all', `${bytes} bytes`);
}

/** Synth does not check types: a number or a missing variable would only be refused by the server, or mean something else. */
export function checkText(problems: Problems, prop: string, value: unknown): void {
  const allowed = 'a string without control characters';
  problems.require(isText(value) && !CONTROL.test(value), prop, allowed, value, isText(value) ? undefined : 'quote it');
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** What YAML cannot hold in a text, or changes. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;

export function checkModelName(problems: Problems, prop: string, name: string): void {
  problems.require(/^(?!-)[\w./:@-]{1,256}$/.test(name), prop, 'letters, digits and "._/:@-", no "-" first', name);
}

/** Keys become file names: `.` and whatever begins with `..` is refused, in names of variables too. */
const WALKS = /^\.(\.|$)/;

export function checkSecretKey(problems: Problems, prop: string, key: string): void {
  const valid = /^[-._a-zA-Z0-9]{1,253}$/.test(key) && !WALKS.test(key);
  problems.require(valid, prop, 'letters, digits, "-", "_", "."', key);
}

export function checkEnvName(problems: Problems, prop: string, name: string): void {
  const valid = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) && !WALKS.test(name);
  problems.require(valid, prop, 'an environment variable name', name);
}

/** Empty means a volume that somebody made by hand. */
export function checkStorageClass(problems: Problems, prop: string, name: string | undefined): void {
  problems.require(!name || isDnsSubdomain(name), prop, 'the name of a StorageClass', name);
}

/** Absolute, without `:`, `..` or a slash at its end: what `mountPath` takes, written in one way only. */
export function checkMountPath(problems: Problems, prop: string, path: string): void {
  const normal = /^(\/[^/:\0]+)+$/.test(path) && !path.split('/').some((part) => part === '.' || part === '..');
  problems.require(normal, prop, 'an absolute path without ":", "." and "..", not "/" itself', path);
  problems.require(!KERNEL.test(path), prop, 'outside of /proc, /sys and /dev', path, 'the kernel keeps its own there');
}

/** Runtimes mount these themselves. `/dev/shm` is shared memory, and often made larger. */
const KERNEL = /^\/(proc|sys|dev(?!\/shm$))(\/|$)/;

function checkQualifiedName(problems: Problems, prop: string, key: string): void {
  problems.require(isQualifiedName(key), `${prop} key`, 'a name such as "team" or "acme.io/team"', key);
}

export function isQualifiedName(key: string): boolean {
  const [name = '', prefix, ...rest] = key.split('/').reverse();
  return LABEL_NAME.test(name) && (prefix === undefined || isDnsSubdomain(prefix)) && rest.length === 0;
}
