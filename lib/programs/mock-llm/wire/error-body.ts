// Wire format of errors: each API has its own.
import { ApiError } from '../errors';

/** In the words of the API that the path belongs to. */
export function errorBody(path: string, error: ApiError, requestId: string): object {
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
