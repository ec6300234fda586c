import { arrayOf, closedObject, integer, oneOf, optional, record, Shape, string } from '../shape';
import { hasToolResult, lastText, Scene, systemText, toolText, turnOf } from './scene';
import { Captures, TextMatch, textMatch } from './text-match';

/** One thing that a fixture asks of a request. */
export interface Condition {
  /** As it stands in the file: `last`, `header.x-user`. */
  readonly key: string;
  /** In words, for messages. */
  readonly says: string;
  readonly names: readonly string[];
  test(scene: Scene): Captures | undefined;
}

const shape = closedObject({
  model: optional(textMatch),
  last: optional(textMatch),
  any: optional(textMatch),
  system: optional(textMatch),
  toolResult: optional((value: unknown, path: string) => (typeof value === 'boolean' ? value : textMatch(value, path))),
  tools: optional(arrayOf(string)),
  turn: optional(integer(1)),
  header: optional(record),
  responseFormat: optional(oneOf('text', 'json_object', 'json_schema')),
});

/** The members of `when`, each a condition of its own. */
export const conditions: Shape<Condition[]> = (value, path) => {
  const { model, last, any, system, toolResult, tools, turn, header, responseFormat } = shape(value, path);
  const headers = Object.entries(header ?? {}).map(([name, given]) => {
    const key = `header.${name.toLowerCase()}`;
    const valueOf = ({ headers: all }: Scene): string => String(all[name.toLowerCase()] ?? '');
    return onText(key, textMatch(given, `${path}.header.${name}`), valueOf);
  });
  return [
    ...(model ? [onText('model', model, (scene) => scene.model)] : []),
    ...(last ? [onText('last', last, lastText)] : []),
    ...(any ? [onAny(any)] : []),
    ...(system ? [onText('system', system, systemText)] : []),
    ...(typeof toolResult === 'object' ? [onText('toolResult', toolResult, toolText)] : []),
    ...(typeof toolResult === 'boolean' ? [onFact('toolResult', toolResult, hasToolResult)] : []),
    ...(tools ? [onTools(tools)] : []),
    ...(turn === undefined ? [] : [onFact('turn', turn, turnOf)]),
    ...headers,
    ...(responseFormat ? [onFact('responseFormat', responseFormat, ({ dialogue }) => dialogue.format.type)] : []),
  ];
};

const onText = (key: string, wanted: TextMatch, textOf: (scene: Scene) => string): Condition => ({
  key,
  says: wanted.says,
  names: wanted.names,
  test: (scene) => wanted.match(textOf(scene)),
});

const onAny = (wanted: TextMatch): Condition => ({
  key: 'any',
  says: wanted.says,
  names: wanted.names,
  test: ({ dialogue }) => {
    for (const { text } of dialogue.messages) {
      const captures = wanted.match(text);
      if (captures) return captures;
    }
    return undefined;
  },
});

/** All of them must be offered; more may be. */
const onTools = (names: readonly string[]): Condition => ({
  key: 'tools',
  says: `has ${names.join(', ')}`,
  names: [],
  test: ({ dialogue }) => (names.every((name) => dialogue.tools.some((tool) => tool.name === name)) ? {} : undefined),
});

const onFact = <T extends string | number | boolean>(
  key: string,
  wanted: T,
  factOf: (scene: Scene) => T,
): Condition => ({
  key,
  says: `is ${JSON.stringify(wanted)}`,
  names: [],
  test: (scene) => (factOf(scene) === wanted ? {} : undefined),
});
