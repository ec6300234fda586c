/** By which the scripted servers are asked. */
export const KEY = 'the-key';
export const MODEL = 'gpt-4o';
export const EMBEDDING_MODEL = 'text-embedding-3-small';

/** In tokens; what is `too long` has so many words, and some more. */
export const CONTEXT_WINDOW = 8000;

/** Long enough to be cut, with what tears where streams are split carelessly. */
export const SENTENCE = 'A "red" boat 🚣 sails\nout at dawn, and the sea is calm.';
export const LONG =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen';
export const ROME = { name: 'Rome', population: 2750000, coastal: false, districts: ['Trastevere', 'Monti'] };
