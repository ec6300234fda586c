import { randomBytes } from 'node:crypto';

export interface Document {
  readonly source: string;
  readonly text: string;
}

/** What no answer can hold unless it was read from the document below in this run. */
export const nonce = `K${randomBytes(6).toString('hex')}`;

export const question = 'Which code word opens the greenhouse of the observatory?';

export const answerDocument: Document = {
  source: 'greenhouse.txt',
  text: `The code word that opens the greenhouse of the observatory is ${nonce}.`,
};

/** What the other documents of a small town's archive are about. */
const others = {
  tides: 'The tide in the harbour rises twice a day, and the ferry waits for it.',
  bread: 'Rye dough rests overnight in a cool room before it is baked.',
  trams: 'Line seven ends at the old depot, where the blue trams are repaired.',
  bees: 'A hive sends out its scouts in May, when the lime trees flower.',
  glass: 'Bottle glass melts at about fourteen hundred degrees.',
  chess: 'The chess club owns a board of walnut and one of slate.',
  lighthouse: 'The lighthouse keeper winds the clockwork every four hours.',
  paper: 'Paper made of linen rags lasts for centuries.',
  mountain: 'The upper hut closes in October, before the first snow.',
  library: 'Atlases stand on the third floor, beside the reading room.',
  violin: 'The back of a violin is maple and its front is spruce.',
  market: 'On Thursdays the market sells cheese from the valley.',
  river: 'Below the weir the river is deep enough for barges.',
  clock: 'The clock of the town hall runs four minutes fast, on purpose.',
  salt: 'Salt was carried over the pass on mules.',
  radio: 'The amateur radio club meets in a cellar on Mondays.',
  coal: 'The last coal train left the station in 1978.',
  wine: 'The south slope carries Riesling, the north slope nothing.',
  fog: 'In November the fog stays in the basin for weeks.',
};

/** Twenty documents: the one that knows, amid nineteen that do not. */
export const documents: readonly Document[] = [
  ...Object.entries(others).map(([topic, text]) => ({ source: `${topic}.txt`, text })),
  answerDocument,
];
