import { hash32 } from './hash';
import { terms } from './words';

/** What a three-letter window counts beside the whole word: near spellings are near, yet words decide. */
const WINDOW_WEIGHT = 0.3;

/**
 * Hashes words and their three-letter windows into a unit vector: texts that share words are near, with no model.
 *
 * Token ids carry no spelling that a server without the vocabulary could know, so their vectors are near
 * to those of other token ids only, not to those of the same text as text.
 */
export function embed(input: string | readonly number[], dimensions: number): Float32Array {
  const features = typeof input === 'string' ? textFeatures(input) : tokenFeatures(input);
  const vector = new Float32Array(dimensions);
  for (const [feature, weight] of features) {
    const hash = hash32(feature);
    // A sign of its own per feature makes collisions cancel out on average.
    vector[(hash >>> 1) % dimensions]! += hash & 1 ? weight : -weight;
  }
  return normalize(vector);
}

type Features = ReadonlyMap<string, number>;

function textFeatures(text: string): Features {
  const words = counts(terms(text));
  // A text of function words or symbols alone is still a text: the zero vector has no direction to compare.
  if (words.size === 0) return new Map([[`text ${text.trim()}`, 1]]);
  return new Map([...weighted('word', 1, words), ...weighted('window', WINDOW_WEIGHT, counts(windows(terms(text))))]);
}

const tokenFeatures = (ids: readonly number[]): Features => new Map(weighted('token', 1, counts(ids.map(String))));

/** The first and the last window of a word are told from inner ones. */
function* windows(words: Iterable<string>): Iterable<string> {
  for (const word of words) {
    const framed = `<${word}>`;
    for (let at = 0; at + 3 <= framed.length; at += 1) yield framed.slice(at, at + 3);
  }
}

function counts(names: Iterable<string>): Map<string, number> {
  const found = new Map<string, number>();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}

/** Repetition counts less each time. */
function* weighted(kind: string, weight: number, found: Features): Iterable<[string, number]> {
  for (const [name, count] of found) yield [`${kind} ${name}`, weight * (1 + Math.log(count))];
}

function normalize(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  // In very few dimensions features may cancel out exactly.
  if (length === 0) return vector.fill(1 / Math.sqrt(vector.length));
  return vector.map((value) => value / length);
}
