import { Dialogue, Tool, toolResults } from './dialogue';
import { terms } from './words';

/** Words in names of tools that say nothing about their matter. */
const EMPTY = new Set([...terms('get set fetch find list make run call use show give current tool function')]);

/** The tools to call: those that the request insists on, or those that the question is about, in their order. */
export function wantedTools(dialogue: Dialogue, question: string): readonly Tool[] {
  const { tools, toolChoice, parallelCalls } = dialogue;
  if (tools.length === 0 || toolChoice === 'none') return [];
  if (typeof toolChoice === 'object') return tools.filter(({ name }) => name === toolChoice.name).slice(0, 1);
  // Once a tool has answered, so does the mock: else no agent would come to an end.
  if (toolChoice === 'auto' && toolResults(dialogue.messages).length > 0) return [];

  const asked = new Set(terms(question));
  const related = tools.filter((tool) => isAbout(tool, asked));
  const wanted = related.length === 0 && toolChoice === 'required' ? tools.slice(0, 1) : related;
  return parallelCalls ? wanted : wanted.slice(0, 1);
}

/** A word of its name is enough; of its description it takes two. */
function isAbout({ name, description }: Tool, asked: ReadonlySet<string>): boolean {
  const spoken = name.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ').replace(/[_-]/g, ' ');
  const shared = (text: string): number =>
    new Set([...terms(text)].filter((term) => asked.has(term) && !EMPTY.has(term))).size;
  return shared(spoken) >= 1 || shared(description) >= 2;
}
