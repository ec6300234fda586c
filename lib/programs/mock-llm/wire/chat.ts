// Wire format: POST /v1/chat/completions
import { Answer } from '../answer/answer';
import { ToolCall } from '../answer/dialogue';
import { logprob } from '../answer/logprobs';
import { checkSize } from '../answer/size';
import { tokenize } from '../answer/tokens';
import { Call, Reply } from '../call';
import { generate } from '../generate';
import { Identity } from '../identity';
import { ChatRequest, readChatRequest } from './chat-request';
import { EVENT_STREAM, untilDone } from './frames';

export function createChatCompletion(call: Call): Reply {
  const request = readChatRequest(call.body);
  const { answer, work } = generate(call, request.model, request.dialogue, request.n);
  const characters = answer.calls.reduce((sum, call) => sum + call.arguments.length, answer.text.length);
  checkSize([{ characters, tokens: answer.completionTokens }], request.n, request.logprobs);
  const writer = new Writer(call.identity, request, answer);
  if (request.stream) return { frames: untilDone(writer.chunks()), contentType: EVENT_STREAM, work };
  return { json: writer.whole(), work };
}

class Writer {
  constructor(
    private readonly identity: Identity,
    private readonly request: ChatRequest,
    private readonly answer: Answer,
  ) {}

  whole(): object {
    const choices: object[] = [];
    const logprobs = this.logprobs(tokenize(this.answer.text));
    while (choices.length < this.request.n) choices.push(this.choice(choices.length, logprobs));
    return { ...this.head('chat.completion'), choices, usage: this.usage() };
  }

  /** Choice after choice: the role, the text and the calls piece by piece, the reason to end. Then the usage. */
  *chunks(): Iterable<object> {
    const { n, includeUsage } = this.request;
    const head = this.head('chat.completion.chunk');
    const usage = includeUsage ? { usage: null } : {};
    for (let index = 0; index < n; index += 1) {
      const chunk = (delta: object, logprobs: object | null = null, finishReason: string | null = null): object => ({
        ...head,
        choices: [{ index, delta, logprobs, finish_reason: finishReason }],
        ...usage,
      });
      const { calls, text } = this.answer;
      yield chunk({ role: 'assistant', content: calls.length > 0 && !text ? null : '' });
      for (const piece of tokenize(text)) yield chunk({ content: piece }, this.logprobs([piece]));
      for (const delta of this.callDeltas(index)) yield chunk({ tool_calls: [delta] });
      yield chunk({}, null, this.answer.finishReason);
    }
    if (includeUsage) yield { ...head, choices: [], usage: this.usage() };
  }

  private choice(index: number, logprobs: object | null): object {
    const { text, calls, finishReason } = this.answer;
    const said = { role: 'assistant', content: calls.length > 0 && !text ? null : text, refusal: null };
    const called = calls.map((call, at) => ({ ...this.callHead(index, at), function: call }));
    const message = called.length > 0 ? { ...said, tool_calls: called } : said;
    return { index, message, logprobs, finish_reason: finishReason };
  }

  /** Each call is opened by its name and filled piece by piece. */
  private *callDeltas(choice: number): Iterable<object> {
    for (const [index, { name, arguments: json }] of this.answer.calls.entries()) {
      yield { index, ...this.callHead(choice, index), function: { name, arguments: '' } satisfies ToolCall };
      for (const piece of tokenize(json)) yield { index, function: { arguments: piece } };
    }
  }

  private callHead(choice: number, index: number): { readonly id: string; readonly type: string } {
    return { id: `call_${this.identity.hash.slice(0, 20)}${choice * 1000 + index}`, type: 'function' };
  }

  private logprobs(tokens: Iterable<string>): object | null {
    const { logprobs: top } = this.request;
    if (top === undefined) return null;
    return { content: Array.from(tokens, (token) => logprob(token, top)), refusal: null };
  }

  private head(kind: string): object {
    const { hash, created } = this.identity;
    return { id: `chatcmpl-${hash}`, object: kind, created, model: this.request.model, system_fingerprint: 'fp_mock' };
  }

  private usage(): object {
    const { promptTokens, completionTokens } = this.answer;
    const completed = completionTokens * this.request.n;
    return { prompt_tokens: promptTokens, completion_tokens: completed, total_tokens: promptTokens + completed };
  }
}
