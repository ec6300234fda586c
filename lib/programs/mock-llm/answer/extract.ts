import { Passage } from './prompt';
import { terms } from './words';

/** The part of the question's weight that a sentence must hold to count as an answer, or as a further part of one. */
const ENOUGH = 0.3;
const MOST_SENTENCES = 3;
/** What the rest of a passage and its source's name add: enough to decide between equals. */
const SURROUNDINGS = 0.1;

interface Candidate {
  readonly passage: Passage;
  readonly text: string;
  /** Those terms of the question that occur in the sentence. */
  readonly hits: ReadonlySet<string>;
  readonly surroundings: ReadonlySet<string>;
}

/**
 * The sentences of the context that share the rarest words with the question, with their citations.
 *
 * The first is the best match; others follow only for what it leaves open.
 */
export function extract(question: string, passages: readonly Passage[]): string | undefined {
  const asked = new Set(terms(question));
  const candidates = passages.flatMap((passage) => candidatesOf(passage, asked));
  const weights = rarity(asked, candidates);
  const chosen: Candidate[] = [];
  const open = new Set(asked);
  while (chosen.length < MOST_SENTENCES) {
    const best = bestOf(candidates, open, weights);
    if (!best) break;
    chosen.push(best);
    best.hits.forEach((term) => open.delete(term));
  }
  return chosen.length > 0 ? inReadingOrder(candidates, chosen) : undefined;
}

function candidatesOf(passage: Passage, asked: ReadonlySet<string>): Candidate[] {
  const hitsOf = (text: string): Set<string> => new Set([...terms(text)].filter((term) => asked.has(term)));
  const found = sentences(passage.text).map((text) => ({ text, hits: hitsOf(text) }));
  const surroundings = hitsOf(passage.source);
  found.forEach(({ hits }) => hits.forEach((term) => surroundings.add(term)));
  return found.map((sentence) => ({ passage, surroundings, ...sentence }));
}

/** Each term's share of the question: a word of few sentences weighs more; one of none as much as one of one. */
function rarity(asked: ReadonlySet<string>, candidates: readonly Candidate[]): ReadonlyMap<string, number> {
  const holders = new Map<string, number>();
  for (const { hits } of candidates) hits.forEach((term) => holders.set(term, (holders.get(term) ?? 0) + 1));
  const weights = [...asked].map((term) => [term, Math.log(1 + candidates.length / (holders.get(term) ?? 1))] as const);
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(weights.map(([term, weight]) => [term, weight / total]));
}

/** The candidate that adds most of what is still open; of equals the first. */
function bestOf(
  candidates: readonly Candidate[],
  open: ReadonlySet<string>,
  weights: ReadonlyMap<string, number>,
): Candidate | undefined {
  const gain = (hits: ReadonlySet<string>): number =>
    [...hits].reduce((sum, term) => sum + (open.has(term) ? weights.get(term)! : 0), 0);
  let best: Candidate | undefined;
  let most = 0;
  for (const candidate of candidates) {
    const own = gain(candidate.hits);
    const score = own + SURROUNDINGS * gain(candidate.surroundings);
    if (own >= ENOUGH && score > most) [best, most] = [candidate, score];
  }
  return best;
}

/** Sentences of one passage share its citation. */
function inReadingOrder(candidates: readonly Candidate[], chosen: readonly Candidate[]): string {
  const ordered = candidates.filter((candidate) => chosen.includes(candidate));
  return ordered
    .flatMap(({ passage, text }, index) =>
      passage.citation && ordered[index + 1]?.passage !== passage ? [text, passage.citation] : [text],
    )
    .join(' ');
}

/** An initial or a title keeps its full stop: `A. Rossi`, `Dr. Meier`. */
const ABBREVIATION = String.raw`(?<!(?<!\p{L})(?:\p{L}|Dr|Mrs?|Ms|Prof|St)\.)`;
const BOUNDARY = new RegExp(
  [
    String.raw`(?<=[.!?]["'”’)\]]{0,3})${ABBREVIATION}\s+(?=[\p{Lu}\p{N}\p{P}])`,
    String.raw`(?<=[。！？])`,
    // An empty line, or a line that starts a list item, a heading or a row of a table.
    String.raw`\n[ \t]*\n`,
    String.raw`\n(?=[ \t]*(?:[-*•#|]|\d+[.)]) ?)`,
  ].join('|'),
  'u',
);

/** A question or a heading means what follows it: they stay together, and one that nothing follows says nothing. */
function sentences(text: string): string[] {
  const found: string[] = [];
  let lead = '';
  for (const piece of text.split(BOUNDARY)) {
    const sentence = piece.replace(/\s+/g, ' ').trim();
    if (!sentence) continue;
    const leads = /[?？:]$/.test(sentence);
    if (!leads) found.push(`${lead}${sentence}`);
    lead = leads ? `${sentence} ` : '';
  }
  return found;
}
