import { createHash, timingSafeEqual } from 'node:crypto';
import { IncomingHttpHeaders } from 'node:http';
import { unauthorized } from './errors';

/** Health, metrics and the like are open; below these paths a key is asked for, when there is one. */
const GUARDED = /^\/(?:v1|api)\//;

/** LiteLLM knows an authentication error by OpenAI's first words. */
const WRONG = 'Incorrect API key provided: it is not the one that the mock was started with';

export function authorize(apiKey: string | undefined, path: string, headers: IncomingHttpHeaders): void {
  if (apiKey === undefined || !GUARDED.test(path)) return;
  const given = givenKey(headers);
  if (given === undefined) throw unauthorized('There is no API key: send it as "Authorization: Bearer KEY"');
  if (!timingSafeEqual(digest(given), digest(apiKey))) throw unauthorized(WRONG);
}

/** Anthropic's clients have a header of their own. */
function givenKey({ authorization, 'x-api-key': anthropic }: IncomingHttpHeaders): string | undefined {
  if (authorization) return /^Bearer +(.*)$/i.exec(authorization)?.[1] ?? '';
  return anthropic === undefined ? undefined : String(anthropic);
}

/** Digests are of one length, so comparing them takes one time. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
