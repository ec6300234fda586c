import { MockMatch, MockMatchType } from '../../values/mock-match';
import type { MockRequest } from '../../props/mock-request';
import { Problems } from '../problems';

/** What is compared with a text, by the keys of the file: `last`, `header.x-user`. */
export function matchesOf(request: MockRequest): [key: string, match: MockMatch][] {
  const { model, last, any, system, toolResult, header = {} } = request;
  const headers = Object.entries(header).map(([name, match]): [string, MockMatch] => [
    `header.${name.toLowerCase()}`,
    match,
  ]);
  const texts = Object.entries({ model, last, any, system, toolResult });
  return [...texts.filter((entry): entry is [string, MockMatch] => entry[1] !== undefined), ...headers];
}

export function matchConfig({ type, text, flags }: MockMatch): unknown {
  switch (type) {
    case MockMatchType.EXACT:
      return text;
    case MockMatchType.CONTAINS:
      return { contains: text };
    case MockMatchType.REGEX:
      return { regex: text, flags };
    case MockMatchType.SOMETHING:
      return { regex: '[^]' };
    case MockMatchType.NOTHING:
      return '';
  }
}

/** What the groups of a regular expression are called in templates: `1`, `city`. */
export function groupsOf({ type, text = '', flags }: MockMatch): string[] {
  const expression = type === MockMatchType.REGEX ? compiled(text, flags) : '';
  if (typeof expression === 'string') return [];
  // With an empty alternative it fits every text.
  const found = new RegExp(`${expression.source}|`, expression.flags).exec('');
  return [...(found?.slice(1) ?? []).map((_, index) => String(index + 1)), ...Object.keys(found?.groups ?? {})];
}

export function checkMatch(problems: Problems, prop: string, { type, text = '', flags }: MockMatch): void {
  if (type !== MockMatchType.REGEX) return;
  problems.require(!/[gy]/.test(flags ?? ''), prop, 'a regular expression without the flags g and y', flags);
  const expression = compiled(text, flags);
  const cure = typeof expression === 'string' ? expression : undefined;
  problems.require(cure === undefined, prop, 'a regular expression of Node 22', text, cure);
}

/** The expression, or what is wrong with it. */
function compiled(text: string, flags = 'u'): RegExp | string {
  const bare = text.replace(/\\./gs, '').replace(/\[[^\]]*\]/g, '');
  const names = [...bare.matchAll(/\(\?<(\w+)>/g)].map(([, name]) => name);
  // Newer versions take both, and the one that writes the file may be newer than the one that reads it.
  if (new Set(names).size < names.length) return 'two groups have one name';
  if (/\(\?([a-z]+(-[a-z]*)?|-[a-z]+):/.test(bare)) return 'flags are for the whole of it, not for a group';
  try {
    return new RegExp(text, flags);
  } catch (error) {
    return (error as Error).message;
  }
}
