// What the mock says when no fixture tells it to say something else.
import { Speech } from './answer';
import { Dialogue, toolResults } from './dialogue';
import { extract } from './extract';
import { Patience } from './patience';
import { readPrompt } from './prompt';
import { sample } from './sample';
import { checkCharacters } from './size';
import { wantedTools } from './tools';

/** Pure: the same request has the same reply, on every replica and after every restart. */
export function reply(dialogue: Dialogue): Speech {
  const { question, text } = said(dialogue);
  const patience = new Patience();
  let characters = 0;
  const calls = wantedTools(dialogue, question).map(({ name, parameters }) => {
    const json = JSON.stringify(sample(parameters, { question, text }, patience));
    checkCharacters((characters += json.length));
    return { name, arguments: json };
  });
  if (calls.length > 0) return { text: '', calls };
  const { format } = dialogue;
  if (format.type === 'json_schema') return speak(JSON.stringify(sample(format.schema, { question, text })));
  if (format.type === 'json_object') return speak(JSON.stringify({ answer: text }));
  return speak(text);
}

const speak = (text: string): Speech => ({ text, calls: [] });

/** What tools or the context say; without any the question comes back, so that one sees what arrived. */
function said({ messages }: Dialogue): { readonly question: string; readonly text: string } {
  const { question, passages, hasContext } = readPrompt(messages);
  const results = toolResults(messages);
  if (results.length > 0) {
    const found = extract(
      question,
      results.map((text) => ({ source: '', text })),
    );
    return { question, text: found ?? `(mock) The tool said: ${results.join('\n')}` };
  }
  const found = extract(question, passages);
  if (found) return { question, text: found };
  if (hasContext) return { question, text: 'The context does not contain an answer to this question.' };
  return { question, text: `(mock) You said: ${question}` };
}
