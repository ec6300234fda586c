import type { MockFixture } from '../../props/mock-fixture';
import type { MockRequest } from '../../props/mock-request';
import { MockAnswer, MockAnswerType } from '../../values/mock-answer';
import type { MockError } from '../../values/mock-error';
import { MockMatch, MockMatchType } from '../../values/mock-match';
import { faultConfig, latencyConfig, secondsOf } from './conduct';
import { matchConfig } from './match';

/** A fixture as it stands in the file. */
export function fixtureConfig({ name, when, answer }: MockFixture): object {
  return { name, when: when && requestConfig(when), answer: answerConfig(answer) };
}

function requestConfig(request: MockRequest): object {
  const { model, last, any, system, toolResult, tools, turn, header, responseFormat } = request;
  return {
    model: model && matchConfig(model),
    last: last && matchConfig(last),
    any: any && matchConfig(any),
    system: system && matchConfig(system),
    toolResult: toolResult && resultConfig(toolResult),
    tools,
    turn,
    header: header && Object.fromEntries(Object.entries(header).map(([name, match]) => [name, matchConfig(match)])),
    responseFormat,
  };
}

/** Whether there is any has a word of its own, which reads better in messages. */
function resultConfig(match: MockMatch): unknown {
  if (match.type === MockMatchType.SOMETHING) return true;
  return match.type === MockMatchType.NOTHING ? false : matchConfig(match);
}

function answerConfig(answer: MockAnswer): object {
  const { type, template, value, calls, failure, latency, fault } = answer;
  const wanted = calls.map(({ name, arguments: given }) => ({ name, arguments: given }));
  return {
    text: template,
    json: value,
    toolCalls: type === MockAnswerType.TOOL_CALLS ? wanted : undefined,
    error: failure && errorConfig(failure),
    latency: latency && latencyConfig(latency),
    fault: fault && faultConfig(fault),
  };
}

function errorConfig({ status, message, type, param, code, retryAfter, times }: MockError): object {
  return { status, message, type, param, code, retryAfterSeconds: secondsOf(retryAfter), times };
}
