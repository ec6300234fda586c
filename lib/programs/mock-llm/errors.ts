import { Mismatch } from './shape';

/** An answer other than 200, in the words of OpenAI's API. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly details: { readonly type?: string; readonly param?: string; readonly code?: string } = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  get body(): object {
    const { type = 'invalid_request_error', param = null, code = null } = this.details;
    return { error: { message: this.message, type, param, code } };
  }
}

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

export const draining = (): ApiError =>
  new ApiError(503, 'The server is shutting down', { type: 'server_error', code: 'shutting_down' });

/** Whatever a handler threw, as something to send; what nobody foresaw says nothing of its inside. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof Mismatch) return badRequest(error.message, error.path || undefined, error.code);
  return new ApiError(500, 'The server had an error while it processed the request', { type: 'server_error' });
}
