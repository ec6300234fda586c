/**
 * In whose words the mock refuses under `/v1`. The SDKs throw the same classes for both; a client that reads `code` or
 * `type` finds others.
 */
export enum MockErrors {
  /** `code: "model_not_found"`, `type: "invalid_request_error"`. */
  OPENAI = 'openai',
  /** `code: 404`, `type: "NotFoundError"`. */
  VLLM = 'vllm',
}
