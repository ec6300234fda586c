// Wire format of errors: each API has its own.
import { STATUS_CODES } from 'node:http';
import { ApiError } from '../errors';

export const ERROR_STYLES = ['openai', 'vllm'] as const;
export type ErrorStyle = (typeof ERROR_STYLES)[number];

/** In the words of the API that the path belongs to, or of the server that the mock stands in for. */
export function errorBody(path: string, error: ApiError, requestId: string, style: ErrorStyle): object {
  if (style === 'vllm' && !path.startsWith('/api/')) return vllm(path, error);
  if (path.startsWith('/v1/messages')) return anthropic(error, requestId);
  if (path.startsWith('/api/')) return { error: error.message };
  return openai(error);
}

function openai({ status, message, details }: ApiError): object {
  const { type = TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'server_error') } = details;
  return { error: { message, type, param: details.param ?? null, code: details.code ?? null } };
}

function anthropic({ status, message }: ApiError, requestId: string): object {
  const type = ANTHROPIC_TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');
  return { type: 'error', error: { type, message }, request_id: requestId };
}

/** As vLLM 0.32 answers: its framework speaks up before it does where there is no such path, and for keys. */
function vllm(path: string, { status, message, details }: ApiError): object {
  if (status === 401) return { error: 'Unauthorized' };
  if (details.code === 'unknown_url' || status === 405) return { detail: STATUS_CODES[status] };
  const type = VLLM_TYPES[status] ?? STATUS_CODES[status] ?? 'Error';
  if (path.startsWith('/v1/messages')) return { type: 'error', error: { type, message } };
  return { error: { message, type, param: details.param ?? null, code: status } };
}

const VLLM_TYPES: Readonly<Record<number, string>> = {
  400: 'BadRequestError',
  404: 'NotFoundError',
  422: 'UnprocessableEntityError',
  500: 'InternalServerError',
};

const TYPES: Readonly<Record<number, string>> = { 429: 'rate_limit_error' };

const ANTHROPIC_TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};
