import { Message, PLAIN } from '../../../lib/programs/mock-llm/answer/dialogue';
import { readConfig } from '../../../lib/programs/mock-llm/config';
import { noFixture, play as playScene } from '../../../lib/programs/mock-llm/script/play';
import { retriesOf } from '../../../lib/programs/mock-llm/script/scene';

interface Request {
  readonly model?: string;
  /** Of the user, unless a role stands before them: `tool: sunny`. */
  readonly messages?: readonly string[];
  readonly tools?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the fixtures of a file answer to a request. */
export function play(fixtures: object[], request: Request = {}, { strict = false } = {}) {
  const { model = 'mock-llm', messages = ['Hi'], tools = [], headers = {} } = request;
  const dialogue = {
    ...PLAIN,
    messages: messages.map(message),
    tools: tools.map((name) => ({ name, description: '', parameters: {} })),
  };
  const scene = { model, dialogue, headers, retries: retriesOf(headers) };
  const { fixtures: read } = readConfig({ fixtures });
  const played = playScene(read, scene);
  if (!played && strict) throw noFixture(read, scene);
  return played;
}

function message(text: string): Message {
  const [, role = 'user', said = text] = /^(system|assistant|tool): ?(.*)$/s.exec(text) ?? [];
  return { role, text: said };
}
