import { Duration } from 'cdk8s';
import * as door from '../../lib';

/** Every prop, and none with its default: a prop that is forgotten here does not compile. */
export const mockLatency: Required<door.MockLatency> = {
  firstToken: Duration.millis(200),
  perToken: Duration.millis(20),
  perPromptToken: Duration.millis(0.1),
  jitter: 0.2,
  loadFactor: 3,
};

export const mockError: Required<door.MockError> = {
  status: 400,
  message: 'Too long',
  type: 'invalid_request_error',
  param: 'messages',
  code: 'context_length_exceeded',
  retryAfter: Duration.seconds(2),
  times: 2,
};

export const mockToolCall: Required<door.MockToolCall> = {
  name: 'get_weather',
  arguments: { city: '{{last.city}}', days: [1, null, true] },
};

export const mockRequest: Required<door.MockRequest> = {
  model: door.MockMatch.exact('qwen'),
  last: door.MockMatch.regex('weather in (?<city>\\w+)', 'iu'),
  any: door.MockMatch.contains('weather'),
  system: door.MockMatch.something(),
  toolResult: door.MockMatch.nothing(),
  tools: ['get_weather'],
  turn: 1,
  header: { 'X-User': door.MockMatch.regex('^(.+)$') },
  responseFormat: door.MockResponseFormat.TEXT,
};

export const mockFixture: Required<door.MockFixture> = {
  name: 'weather',
  when: mockRequest,
  answer: door.MockAnswer.toolCalls([mockToolCall], 'One moment, {{header.x-user.1}}')
    .withLatency(mockLatency)
    .withFault(door.MockFault.cut(3).times(1)),
};

export const mockFaultRate: Required<door.MockFaultRate> = {
  fault: door.MockFault.error(503, Duration.seconds(3)).times(2),
  rate: 0.25,
};

export const mockRecording: Required<door.MockRecording> = {
  request: 'c0ffee',
  status: 201,
  contentType: 'application/json',
  body: '{}',
};
