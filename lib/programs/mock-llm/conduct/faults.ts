import { hash32 } from '../answer/hash';
import { failure } from '../errors';
import { closedObject, integer, Mismatch, number, oneOf, optional, Shape } from '../shape';

const KINDS = ['error', 'slow', 'hang', 'malformed', 'end', 'cut'] as const;

/** Something that goes wrong on purpose. */
export interface Fault {
  /**
   * `error` answers with a status, `slow` waits before it answers, `hang` never answers. The others spoil the answer:
   * a `malformed` frame, an early but clean `end`, a `cut` of the connection.
   */
  readonly kind: (typeof KINDS)[number];
  /** Of an error. */
  readonly status: number;
  readonly retryAfterSeconds?: number;
  /** Of slowness. */
  readonly ms: number;
  /** How many frames of a stream come before it; a whole answer breaks in its middle. */
  readonly after: number;
  /** How often it happens to one request: the retry after that succeeds. */
  readonly times: number;
}

/** A fault that happens to a part of all requests. */
export interface FaultRate {
  readonly fault: Fault;
  readonly rate: number;
}

const DAY = 86_400;

const members = {
  kind: oneOf(...KINDS),
  status: optional(integer(400, 599)),
  retryAfterSeconds: optional(number(0, DAY)),
  ms: optional(number(0, DAY * 1000)),
  after: optional(integer(0)),
  times: optional(integer(1)),
};

export const faultShape: Shape<Fault> = (value, path) => complete(closedObject(members)(value, path));

/** Each rate takes its own stretch of the hashes, so together they may not pass one. */
export const faultRatesShape: Shape<FaultRate[]> = (value, path) => {
  if (!Array.isArray(value)) throw new Mismatch(path, 'invalid_type', 'must be an array');
  const rates = value.map((element, index) => {
    const { rate, ...fault } = closedObject({ ...members, rate: number(0, 1) })(element, `${path}[${index}]`);
    return { fault: complete(fault), rate };
  });
  const sum = rates.reduce((total, { rate }) => total + rate, 0);
  if (sum > 1 + Number.EPSILON * 8)
    throw new Mismatch(path, 'invalid_value', `must have rates of at most 1 together, but they are ${sum}`);
  return rates;
};

type Given = Pick<Fault, 'kind'> & Partial<Fault>;

const complete = ({ kind, status = 500, retryAfterSeconds, ms = 1000, after, times = Infinity }: Given): Fault => ({
  kind,
  status,
  retryAfterSeconds,
  ms,
  after: after ?? (kind === 'hang' ? 0 : 1),
  times,
});

export const FAULT_HEADER = 'x-mock-fault';

/** `cut; after=3`, `error; status=429; retryAfterSeconds=0.01; times=2` */
export function readFaultHeader(text: string): Fault {
  const [kind, ...rest] = text.split(';').map((part) => part.trim());
  const given = rest.filter(Boolean).map((part): [string, number] => {
    const [name = '', value = ''] = part.split('=');
    return [name.trim(), value.trim() === '' ? NaN : Number(value)];
  });
  return faultShape({ kind, ...Object.fromEntries(given) }, FAULT_HEADER);
}

/** The request decides, not chance; each retry is a request of its own. */
export function faultOf(rates: readonly FaultRate[], hash: string, retries: number): Fault | undefined {
  let at = rates.length > 0 ? hash32(`${hash} ${retries}`) / 2 ** 32 : 1;
  for (const { fault, rate } of rates) {
    if (at < rate) return fault;
    at -= rate;
  }
  return undefined;
}

/** Throws what has a status. */
export function throwFault(fault: Fault | undefined): void {
  if (fault?.kind === 'error') throw failure(fault);
}
