import { Message } from './dialogue';

/** A stretch of context. Only passages that the prompt numbered can be cited. */
export interface Passage {
  readonly citation?: string;
  readonly source: string;
  readonly text: string;
}

export interface Prompt {
  readonly question: string;
  readonly passages: readonly Passage[];
  /** Whether the prompt means its text to be answered from, or is only talk. */
  readonly hasContext: boolean;
}

/** `[1] (source) text`, at the start of a line; parentheses inside the source's name come in pairs. */
const NUMBERED = /^[ \t]*\[(\d+)\][ \t]*(?:\(((?:[^()\n]|\([^()\n]*\))*)\)[ \t]*)?/gm;
const QUESTION_LABEL = /^[ \t]*question:\s*/gim;
const ANSWER_LABEL = /^[ \t]*answer:/im;
const PARAGRAPHS = /\n[ \t]*\n/;
/** How instructions speak of the text that they want used. */
const SPEAKS_OF_CONTEXT = /\b(?:context|passages?|documents?|excerpts?|sources?)\b/i;

/** Finds the question and the context in prompts as RAG apps write them, whatever their exact template. */
export function readPrompt(messages: readonly Message[]): Prompt {
  const said = messages.filter(({ role }) => role !== 'assistant');
  const asking = said.filter(({ role }) => role === 'user').at(-1) ?? said.at(-1);
  const question = splitQuestion(asking?.text ?? '');
  const texts = said.map((message) =>
    message === asking ? { ...message, text: question.rest } : withoutQuestion(message),
  );

  // Numbers start again in each turn, so those of the latest one count; beside them all else is instructions.
  const numbered = texts.map(({ text }) => numberedPassages(text)).filter((passages) => passages.length > 0);
  if (numbered.length > 0) return { question: question.text, passages: numbered.at(-1)!, hasContext: true };

  const hasContext =
    texts.some(({ text }) => SPEAKS_OF_CONTEXT.test(text)) || (question.labelled && question.rest.trim() !== '');
  const usable = texts.filter(({ role }) => hasContext || role === 'user');
  return { question: question.text, passages: usable.map(({ text }) => ({ source: '', text })), hasContext };
}

interface SplitText {
  readonly text: string;
  readonly rest: string;
  readonly labelled: boolean;
}

/** The paragraph behind the last `Question:`, or else the last one that is no numbered passage. */
function splitQuestion(message: string): SplitText {
  const label = [...message.matchAll(QUESTION_LABEL)].pop();
  if (label) {
    const behind = message.slice(label.index + label[0].length);
    const text = behind.split(PARAGRAPHS, 1)[0]!.split(ANSWER_LABEL, 1)[0]!;
    return { text: text.trim(), rest: message.slice(0, label.index) + behind.slice(text.length), labelled: true };
  }
  const paragraphs = message.split(PARAGRAPHS).filter((paragraph) => paragraph.trim() !== '');
  const asking = paragraphs.filter((paragraph) => paragraph.search(NUMBERED) !== 0).pop() ?? '';
  const rest = paragraphs.filter((paragraph) => paragraph !== asking).join('\n\n');
  return { text: asking.trim(), rest, labelled: false };
}

/** What a template marked as the question of an earlier turn is no context; whatever else was said there may be. */
function withoutQuestion(message: Message): Message {
  const { labelled, rest } = splitQuestion(message.text);
  return message.role === 'user' && labelled ? { ...message, text: rest } : message;
}

/** Passages count upwards; a `[7]` at the start of a line inside the third one is a footnote of its own text. */
function numberedPassages(text: string): Passage[] {
  const marks: RegExpMatchArray[] = [];
  for (const mark of text.matchAll(NUMBERED)) {
    const previous = marks.at(-1);
    if (!previous || Number(mark[1]) === Number(previous[1]) + 1) marks.push(mark);
  }
  return marks.map((mark, index) => ({
    citation: `[${mark[1]!}]`,
    source: mark[2] ?? '',
    text: text.slice(mark.index! + mark[0].length, marks[index + 1]?.index),
  }));
}
