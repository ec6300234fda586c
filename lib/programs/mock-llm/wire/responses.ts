// Wire format: POST /v1/responses
import { Answer } from '../answer/answer';
import { tokenize } from '../answer/tokens';
import { Call, Reply } from '../call';
import { generate } from '../generate';
import { Identity } from '../identity';
import { EVENT_STREAM, typedEvent } from './frames';
import { readResponsesRequest, ResponsesRequest } from './responses-request';

export function createResponse(call: Call): Reply {
  const request = readResponsesRequest(call.body);
  const { answer, work } = generate(call, request.model, request.dialogue);
  const response = (status: string, output: object[]) => describe(call.identity, request, answer, status, output);
  const items = itemsOf(call.identity, answer);
  const ended = answer.finishReason === 'length' ? 'incomplete' : 'completed';
  const whole = response(
    ended,
    items.map(({ done }) => done),
  );
  if (!request.stream) return { json: whole, work };
  const frames = numbered(events(response('in_progress', []), items, { type: `response.${ended}`, response: whole }));
  return { frames, contentType: EVENT_STREAM, work };
}

interface Item {
  readonly id: string;
  readonly opened: object;
  readonly done: object;
  /** What happens between its opening and its end. */
  readonly filling: readonly Event[];
}

type Event = Readonly<Record<string, unknown>> & { readonly type: string };

function itemsOf({ hash }: Identity, { text, calls, finishReason }: Answer): Item[] {
  const last = finishReason === 'length' ? 'incomplete' : 'completed';
  const said =
    text || calls.length === 0 ? [messageItem(`msg_${hash}`, text, calls.length > 0 ? 'completed' : last)] : [];
  const called = calls.map(({ name, arguments: json }, index): Item => {
    const id = `fc_${hash}${index}`;
    const head = { id, type: 'function_call', call_id: `call_${hash.slice(0, 20)}${index}`, name };
    const status = index === calls.length - 1 ? last : 'completed';
    return {
      id,
      opened: { ...head, status: 'in_progress', arguments: '' },
      done: { ...head, status, arguments: json },
      filling: [
        ...Array.from(tokenize(json), (delta) => ({ type: 'response.function_call_arguments.delta', delta })),
        { type: 'response.function_call_arguments.done', name, arguments: json },
      ],
    };
  });
  return [...said, ...called];
}

function messageItem(id: string, text: string, status: string): Item {
  const head = { id, type: 'message', role: 'assistant' };
  const part = (said: string) => ({ type: 'output_text', text: said, annotations: [], logprobs: [] });
  const at = { content_index: 0 };
  return {
    id,
    opened: { ...head, status: 'in_progress', content: [] },
    done: { ...head, status, content: [part(text)] },
    filling: [
      { type: 'response.content_part.added', ...at, part: part('') },
      ...Array.from(tokenize(text), (delta) => ({ type: 'response.output_text.delta', ...at, delta, logprobs: [] })),
      { type: 'response.output_text.done', ...at, text, logprobs: [] },
      { type: 'response.content_part.done', ...at, part: part(text) },
    ],
  };
}

function* events(begun: object, items: readonly Item[], end: Event): Iterable<Event> {
  yield { type: 'response.created', response: begun };
  yield { type: 'response.in_progress', response: begun };
  for (const [index, { id, opened, done, filling }] of items.entries()) {
    yield { type: 'response.output_item.added', output_index: index, item: opened };
    for (const { type, ...event } of filling) yield { type, item_id: id, output_index: index, ...event };
    yield { type: 'response.output_item.done', output_index: index, item: done };
  }
  yield end;
}

function* numbered(events: Iterable<Event>): Iterable<string> {
  let number = 0;
  for (const { type, ...event } of events) yield typedEvent({ type, sequence_number: number++, ...event });
}

function describe(
  { hash, created }: Identity,
  request: ResponsesRequest,
  answer: Answer,
  status: string,
  output: object[],
): object {
  const { given } = request;
  const incomplete = status === 'incomplete';
  return {
    id: `resp_${hash}`,
    object: 'response',
    created_at: created,
    status,
    background: false,
    error: null,
    incomplete_details: incomplete ? { reason: 'max_output_tokens' } : null,
    instructions: given.instructions ?? null,
    max_output_tokens: given.max_output_tokens ?? null,
    metadata: given.metadata ?? {},
    model: request.model,
    output,
    parallel_tool_calls: request.dialogue.parallelCalls,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    service_tier: 'default',
    store: given.store ?? true,
    temperature: given.temperature ?? 1,
    text: given.text ?? { format: { type: 'text' } },
    tool_choice: given.tool_choice ?? 'auto',
    tools: given.tools ?? [],
    top_p: given.top_p ?? 1,
    truncation: given.truncation ?? 'disabled',
    usage: status === 'in_progress' ? null : usage(answer),
    user: given.user ?? null,
  };
}

const usage = ({ promptTokens, completionTokens }: Answer): object => ({
  input_tokens: promptTokens,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: completionTokens,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: promptTokens + completionTokens,
});
