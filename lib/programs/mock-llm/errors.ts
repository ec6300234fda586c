import { Mismatch } from './shape';

/** An answer other than 200, before it is put into the words of one API. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly details: { readonly type?: string; readonly param?: string; readonly code?: string } = {},
    readonly headers: Readonly<Record<string, string>> = {},
    /** Whether it goes away when the client tries often enough. */
    readonly passes = false,
  ) {
    super(message);
  }
}

/** Something that goes wrong because a fixture or a fault says so. */
export interface Failure {
  readonly status: number;
  readonly message?: string;
  readonly type?: string;
  readonly param?: string;
  readonly code?: string;
  readonly retryAfterSeconds?: number;
  /** How often it comes; the retry after that succeeds. */
  readonly times?: number;
}

/** With the headers that clients heed: when to come again and, on 429, how much is left. */
export function failure(given: Failure): ApiError {
  const { status, message, type, param, code, retryAfterSeconds, times = Infinity } = given;
  const seconds = retryAfterSeconds ?? (status === 429 ? 1 : undefined);
  const headers: Record<string, string> = status === 429 ? { ...RATE_LIMITS } : {};
  if (seconds !== undefined) {
    headers['retry-after'] = String(Math.ceil(seconds));
    headers['retry-after-ms'] = String(Math.round(seconds * 1000));
  }
  const usual = status === 429 ? 'rate_limit_exceeded' : undefined;
  const text = message ?? (status === 429 ? 'Rate limit reached' : `The mock was told to fail with ${status}`);
  return new ApiError(status, text, { type, param, code: code ?? usual }, headers, times < Infinity);
}

const RATE_LIMITS = {
  'x-ratelimit-limit-requests': '1000',
  'x-ratelimit-remaining-requests': '0',
  'x-ratelimit-limit-tokens': '1000000',
  'x-ratelimit-remaining-tokens': '0',
};

export const badRequest = (message: string, param?: string, code?: string): ApiError =>
  new ApiError(400, message, { param, code });

export const unauthorized = (message: string): ApiError => new ApiError(401, message, { code: 'invalid_api_key' });

export const unknownModel = (model: string, served: readonly string[]): ApiError =>
  new ApiError(404, `The model \`${model}\` does not exist here; served: ${served.join(', ')}`, {
    param: 'model',
    code: 'model_not_found',
  });

export const unknownUrl = (method: string, path: string): ApiError =>
  new ApiError(404, `There is nothing at ${method} ${path}`, { code: 'unknown_url' });

export const methodNotAllowed = (method: string, path: string, allowed: string): ApiError =>
  new ApiError(405, `${path} takes ${allowed}, not ${method}`, { code: 'method_not_allowed' }, { allow: allowed });

export const tooLarge = (limit: number): ApiError =>
  new ApiError(413, `The request body is larger than ${limit} bytes`, { code: 'request_too_large' });

/** LangChain tells this case by its code, LiteLLM by the first words, and those who know Anthropic by `prompt is too long`. */
export const contextTooLong = (window: number, tokens: number): ApiError =>
  tooMany(window, `the prompt is too long: ${tokens} tokens`, 'messages');

/** Neither OpenAI nor vLLM begins an answer for which there might be no room. */
export const answerTooLong = (window: number, prompt: number, most: number): ApiError =>
  tooMany(window, `up to ${most} tokens were asked for after a prompt of ${prompt}`, 'max_tokens');

const tooMany = (window: number, problem: string, param: string): ApiError =>
  badRequest(
    `This model's maximum context length is ${window} tokens, but ${problem}`,
    param,
    'context_length_exceeded',
  );

export const draining = (): ApiError =>
  new ApiError(503, 'The server is shutting down', { type: 'server_error', code: 'shutting_down' });

/** Whatever a handler threw, as something to send; what nobody foresaw says nothing of its inside. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof Mismatch) return badRequest(error.message, error.path || undefined, error.code);
  return new ApiError(500, 'The server had an error while it processed the request', { type: 'server_error' });
}
