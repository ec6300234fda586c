const plain: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up',
  EHOSTUNREACH: 'no route to it',
  ETIMEDOUT: 'no answer in time',
  TimeoutError: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'no answer in time',
};

/** Why a connection or a request failed, in a few words: those of the innermost cause. */
export function reasonOf(error: unknown): string {
  const { errors, cause, code, name, message } = error as Failure;
  const inner = errors?.[0] ?? cause;
  if (inner) return reasonOf(inner);
  return plain[code ?? ''] ?? plain[name ?? ''] ?? (message || String(error));
}

/** A host with two addresses fails with an AggregateError, fetch with a TypeError around the cause. */
interface Failure {
  readonly errors?: readonly unknown[];
  readonly cause?: unknown;
  readonly code?: string;
  readonly name?: string;
  readonly message?: string;
}
