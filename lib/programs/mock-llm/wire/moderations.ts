// Wire format: POST /v1/moderations
import { terms } from '../answer/words';
import { Call, Reply } from '../call';
import { arrayOf, fewTexts, nonEmpty, object, optional, Shape, string, wrongType } from '../shape';

/** A text is flagged for a category when it names one of its words. */
const CATEGORIES: Readonly<Record<string, string>> = {
  harassment: 'harassment idiot moron',
  'harassment/threatening': 'threat',
  hate: 'hate racist',
  'hate/threatening': 'genocide',
  illicit: 'drugs counterfeit',
  'illicit/violent': 'bomb explosive',
  'self-harm': 'selfharm suicide',
  'self-harm/intent': 'suicidal',
  'self-harm/instructions': 'overdose',
  sexual: 'sexual porn',
  'sexual/minors': 'pedophile',
  violence: 'violence kill murder',
  'violence/graphic': 'gore dismember',
};

const WORDS = Object.entries(CATEGORIES).map(([name, words]) => [name, new Set(terms(words))] as const);

const part: Shape<string> = (value, path) => object({ type: string, text: optional(string) })(value, path).text ?? '';

/** One text, many texts, or one input of text and images. */
const input: Shape<string[]> = (value, path) => {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) throw wrongType(value, path, 'a string, an array of strings or an array of parts');
  if (typeof value[0] === 'string') return fewTexts(arrayOf(string))(value, path);
  return [nonEmpty(arrayOf(part))(value, path).join('\n')];
};

export function createModeration({ identity, body }: Call): Reply {
  const { model = 'omni-moderation-latest', input: texts } = object({ model: optional(string), input })(body, '');
  return { json: { id: `modr-${identity.hash}`, model, results: texts.map(judge) } };
}

function judge(text: string): object {
  const said = [...terms(text)];
  const found = WORDS.map(([name, words]) => [name, said.some((term) => words.has(term))] as const);
  return {
    flagged: found.some(([, flagged]) => flagged),
    categories: Object.fromEntries(found),
    category_scores: Object.fromEntries(found.map(([name, flagged]) => [name, flagged ? 0.99 : 0.0001])),
    category_applied_input_types: Object.fromEntries(found.map(([name]) => [name, ['text']])),
  };
}
