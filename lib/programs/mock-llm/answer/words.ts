// The words of a text as search sees them: folded, without function words, roughly stemmed.

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Scripts that put no space between words: pairs of neighbouring characters stand for them. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** English and German words that hold a sentence together and say nothing about its matter. */
const FUNCTION_WORDS = new Set(
  `a about all also am an and any are as at be been being but by can could did do does for from had has have he her his
  how i if in into is it its me my no nor not of on or our please s shall she should so some t tell than that the their
  them then there these they this those to us was we were what when where which who whom whose why will with would you
  your
  aber als am auch auf aus bei bin bist das dass dein dem den der des die dir doch du ein eine einem einen einer er es
  fur hat ich ihr im ist ja kann man mein mir mit nach nicht oder sich sie sind und uns von vom wann war was welche
  welcher welches wem wen wenn wer wie wir wird wo zu zum zur`.split(/\s+/),
);

/** In reading order, repeated ones repeated. */
export function* terms(text: string): Iterable<string> {
  for (const [match] of text.matchAll(WORD)) {
    const word = fold(match);
    if (UNSPACED.test(word)) yield* neighbours(word);
    else if (!FUNCTION_WORDS.has(word)) yield stem(word);
  }
}

/** Case, accents and compatibility forms do not matter: Zürich, ZURICH and the two ways to encode ü are one. */
const fold = (word: string): string => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Enough to make `offices` and `opened` meet `office` and `open`; numbers and codes stay as they are. */
const stem = (word: string): string => word.replace(/^(\p{L}{3,}?)(?:ings?|ed|es|e|(?<!s)s)$/u, '$1');

function* neighbours(word: string): Iterable<string> {
  let previous = '';
  for (const character of word) {
    if (previous) yield previous + character;
    previous = character;
  }
  if (previous === word) yield word;
}
