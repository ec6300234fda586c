import type { MockFixture } from '../../props/mock-fixture';
import type { MockRecording } from '../../props/mock-recording';
import type { MockRequest } from '../../props/mock-request';
import { MockAnswer, MockAnswerType } from '../../values/mock-answer';
import type { MockError } from '../../values/mock-error';
import type { MockToolCall } from '../../values/mock-tool-call';
import { Problems } from '../problems';
import { checkAtLeast, checkWhole } from '../syntax';
import { checkFault, checkLatency, checkRetryAfter } from './conduct';
import { checkMatch, groupsOf, matchesOf } from './match';
import { checkTemplates } from './json';

export function checkFixtures(problems: Problems, fixtures: readonly MockFixture[] = []): void {
  const names = fixtures.map(({ name }, index) => name ?? `fixtures[${index}]`);
  fixtures.forEach(({ name, when = {}, answer }, index) => {
    const at = `fixtures[${index}]`;
    if (name !== undefined) checkFilled(problems, `${at}.name`, name);
    const first = names.indexOf(names[index] ?? '');
    problems.require(first === index, `${at}.name`, `another name than that of fixtures[${first}]`, names[index]);
    checkRequest(problems, `${at}.when`, when);
    checkAnswer(problems, `${at}.answer`, answer, namesIn(when));
  });
  const taker = fixtures.findIndex(takesAll);
  if (taker >= 0 && taker < fixtures.length - 1)
    problems.warn(`fixtures[${taker}] takes every request: no fixture behind it is ever asked; put it last`);
}

/** An error that ends after some attempts leaves the next one to others. */
const takesAll = ({ when = {}, answer }: MockFixture): boolean =>
  Object.values(when).every((condition) => condition === undefined) && answer.failure?.times === undefined;

/** What the regular expressions catch, as templates call it: `last.1`, `header.x-user.name`. */
const namesIn = (when: MockRequest): string[] =>
  matchesOf(when).flatMap(([key, match]) => groupsOf(match).map((group) => `${key}.${group}`));

function checkRequest(problems: Problems, prop: string, request: MockRequest): void {
  const { tools = [], turn, header = {} } = request;
  for (const [key, match] of matchesOf(request)) checkMatch(problems, `${prop}.${key}`, match);
  tools.forEach((tool, index) => checkFilled(problems, `${prop}.tools[${index}]`, tool));
  if (turn !== undefined) checkAtLeast(problems, `${prop}.turn`, turn, 1);
  for (const name of Object.keys(header))
    problems.require(/^[\w!#$%&'*+.^`|~-]+$/.test(name), `${prop}.header`, 'by names of headers', name);
}

function checkAnswer(problems: Problems, prop: string, answer: MockAnswer, caught: readonly string[]): void {
  const { type, template, value, calls, failure, latency, fault } = answer;
  if (template !== undefined) checkTemplates(problems, `${prop}.text`, template, caught);
  if (type === MockAnswerType.JSON) checkTemplates(problems, `${prop}.json`, value, caught);
  if (type === MockAnswerType.TOOL_CALLS) checkCalls(problems, `${prop}.toolCalls`, calls, caught);
  if (failure) checkError(problems, `${prop}.error`, failure);
  if (latency) checkLatency(problems, `${prop}.latency`, latency);
  if (fault) checkFault(problems, `${prop}.fault`, fault);
  if (failure && (latency ?? fault))
    problems.add(`"${prop}" is an error, which is sent at once and whole: leave out its latency and its fault`);
}

function checkCalls(problems: Problems, prop: string, calls: readonly MockToolCall[], caught: readonly string[]): void {
  problems.require(calls.length > 0, prop, 'at least one call', calls, 'an answer without calls is a text');
  calls.forEach(({ name, arguments: given }, index) => {
    checkFilled(problems, `${prop}[${index}].name`, name);
    if (given) checkTemplates(problems, `${prop}[${index}].arguments`, given, caught);
  });
}

function checkError(problems: Problems, prop: string, { status, retryAfter, times }: MockError): void {
  checkWhole(problems, `${prop}.status`, status, 400, 599);
  checkRetryAfter(problems, `${prop}.retryAfter`, retryAfter);
  if (times !== undefined) checkAtLeast(problems, `${prop}.times`, times, 1);
}

export function checkRecordings(problems: Problems, recordings: readonly MockRecording[] = []): void {
  recordings.forEach(({ request, status, contentType }, index) => {
    const at = `recordings[${index}]`;
    checkFilled(problems, `${at}.request`, request);
    checkWhole(problems, `${at}.status`, status, 200, 599);
    const typed = /^[\t\x20-\x7e]+$/.test(contentType);
    problems.require(typed, `${at}.contentType`, 'the value of a header', contentType);
  });
}

function checkFilled(problems: Problems, prop: string, text: string): void {
  problems.require(text !== '', prop, 'a text that is not empty', text);
}
