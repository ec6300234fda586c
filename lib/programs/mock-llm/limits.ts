// Where the engine itself gives up: the depth of its stack, the length of a text.
import { badRequest } from './errors';

/** Far less than any stack holds, far more than any client sends. */
const DEEP = 500;

/** Whose fault an error is: the request's, whose body made the engine give up, or else nobody's that is known here. */
export function blamed(error: unknown, body: Uint8Array): unknown {
  if (!(error instanceof RangeError)) return error;
  if (error.message === 'Invalid string length') return badRequest('The answer would be too long');
  if (error.message === 'Maximum call stack size exceeded' && depthOf(body) > DEEP)
    return badRequest('The request is nested too deeply');
  return error;
}

const [QUOTE, ESCAPE] = [0x22, 0x5c];
const OPENING = new Set(Buffer.from('[{'));
const CLOSING = new Set(Buffer.from(']}'));

/** How many lists and objects of a JSON lie in one another. */
function depthOf(json: Uint8Array): number {
  let [depth, deepest, quoted] = [0, 0, false];
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at]!;
    if (quoted && byte === ESCAPE) at += 1;
    else if (byte === QUOTE) quoted = !quoted;
    else if (quoted) continue;
    else if (OPENING.has(byte)) deepest = Math.max(deepest, ++depth);
    else if (CLOSING.has(byte)) depth -= 1;
  }
  return deepest;
}
