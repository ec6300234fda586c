import type { MockFaultRate } from '../../props/mock-fault-rate';
import type { MockFixture } from '../../props/mock-fixture';
import type { MockLlmProps } from '../../props/mock-llm-props';
import type { MockRecording } from '../../props/mock-recording';
import type { MockRequest } from '../../props/mock-request';
import { MockAnswer, MockAnswerType } from '../../values/mock-answer';
import type { MockError } from '../../values/mock-error';
import type { MockErrors } from '../../values/mock-errors';
import { MockFault, MockFaultType } from '../../values/mock-fault';
import type { MockLatency } from '../../values/mock-latency';
import { MockMatch, MockMatchType } from '../../values/mock-match';
import type { MockResponseFormat } from '../../values/mock-response-format';
import type { MockToolCall } from '../../values/mock-tool-call';
import { any, flag, list, made, map, number, oneOf, optional, props, struct, text } from '../shape';
import { duration, secretValue } from './foreign';
import { workload } from './workload';

const latency = struct<MockLatency>({
  firstToken: optional(duration),
  perToken: optional(duration),
  perPromptToken: optional(duration),
  jitter: optional(number),
  loadFactor: optional(number),
});

const fault = made(MockFault, 'MockFault.cut(3)', (one, check) => {
  if (one.type === MockFaultType.ERROR) check('status', one.status, number);
  if (one.type === MockFaultType.SLOW) check('delay', one.delay, duration);
  check('retryAfter', one.retryAfter, optional(duration));
  check('after', one.after, optional(number));
  check('times', one.attempts, optional(number));
});

const match = made(MockMatch, 'MockMatch.contains("weather")', (one, check) => {
  if (one.type !== MockMatchType.SOMETHING && one.type !== MockMatchType.NOTHING) check(one.type, one.text, text);
  check('flags', one.flags, optional(text));
});

const request = struct<MockRequest>({
  model: optional(match),
  last: optional(match),
  any: optional(match),
  system: optional(match),
  toolResult: optional(match),
  tools: optional(list(text)),
  turn: optional(number),
  header: optional(map(match)),
  responseFormat: optional(oneOf<MockResponseFormat>('text', 'json_object', 'json_schema')),
});

const call = struct<MockToolCall>({ name: text, arguments: optional(map(any)) });

const error = struct<MockError>({
  status: number,
  message: optional(text),
  type: optional(text),
  param: optional(text),
  code: optional(text),
  retryAfter: optional(duration),
  times: optional(number),
});

const answer = made(MockAnswer, 'MockAnswer.text("Hello")', (one, check) => {
  if (one.type === MockAnswerType.TEXT) check('text', one.template, text);
  else check('text', one.template, optional(text));
  if (one.type === MockAnswerType.TOOL_CALLS) check('toolCalls', one.calls, list(call));
  if (one.type === MockAnswerType.ERROR) check('error', one.failure, error);
  check('latency', one.latency, optional(latency));
  check('fault', one.fault, optional(fault));
});

export const mockLlm = props<MockLlmProps>({
  ...workload,
  servedModelName: optional(text),
  moreModels: optional(list(text)),
  aliases: optional(list(text)),
  embeddingModelName: optional(text),
  embeddingAliases: optional(list(text)),
  embeddingDimensions: optional(number),
  contextWindow: optional(number),
  fixtures: optional(list(struct<MockFixture>({ name: optional(text), when: optional(request), answer }))),
  strict: optional(flag),
  errors: optional(oneOf<MockErrors>('openai', 'vllm')),
  recordings: optional(list(struct<MockRecording>({ request: text, status: number, contentType: text, body: text }))),
  latency: optional(latency),
  maxNumSeqs: optional(number),
  faults: optional(list(struct<MockFaultRate>({ fault, rate: number }))),
  startupTime: optional(duration),
  replicas: optional(number),
  apiKey: optional(secretValue),
  drain: optional(duration),
});
