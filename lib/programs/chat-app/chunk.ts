const size = 800;
const overlap = 120;

/**
 * Cuts a text into passages of at most 800 characters, between paragraphs if they fit, else between sentences.
 *
 * A passage begins with the last words of the one before it, as far as whole sentences fit into 120 characters: a
 * sentence that refers to its predecessor stays understandable.
 */
export function chunk(text: string): string[] {
  const chunks: string[] = [];
  let current: string[] = [];
  for (const piece of piecesOf(text)) {
    if (lengthOf(current) + piece.length > size) {
      chunks.push(current.join(''));
      current = tailOf(current, Math.min(overlap, size - piece.length));
    }
    current.push(piece);
  }
  return [...chunks, current.join('')].map((passage) => passage.trim()).filter((passage) => passage !== '');
}

/** Paragraphs, long ones as sentences, those as words, those as halves; each with the white space that follows it. */
function piecesOf(text: string): string[] {
  const paragraphs = text.replace(/\r\n?/g, '\n').split(/\n\s*\n/);
  return paragraphs.map((paragraph) => `${paragraph.trim()}\n\n`).flatMap((paragraph) => finer(paragraph, sentencesOf));
}

function sentencesOf(paragraph: string): string[] {
  const sentences = paragraph.match(/[\s\S]+?(?:[.!?]\s+|[。！？\n]\s*|$)/g) ?? [];
  return sentences.flatMap((sentence) => finer(sentence, wordsOf));
}

function wordsOf(sentence: string): string[] {
  const words = sentence.match(/\S+\s*|\s+/g) ?? [];
  return words.flatMap((word) => finer(word, (long) => long.match(/.{1,400}/gsu) ?? []));
}

function finer(text: string, cut: (text: string) => string[]): string[] {
  return text.length <= size ? [text] : cut(text);
}

function tailOf(pieces: readonly string[], limit: number): string[] {
  let start = pieces.length;
  let length = 0;
  while (start > 0 && length + pieces[start - 1]!.length <= limit) length += pieces[--start]!.length;
  return pieces.slice(start);
}

function lengthOf(pieces: readonly string[]): number {
  return pieces.reduce((length, { length: more }) => length + more, 0);
}
