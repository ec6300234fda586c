import { planPlatform } from '../../../lib/plan/platform';
import type { ProgramRef, Site } from '../../../lib/plan/site';
import type { PlatformProps } from '../../../lib/props/platform-props';

/** Where the plans of these tests stand: a construct `app` in the chart and namespace `chatbot`. */
export function siteOf(construct: string, over: Partial<Site> = {}, platform: PlatformProps = {}): Site {
  const path = 'chatbot/app';
  return {
    construct,
    path,
    chart: 'chatbot',
    id: 'app',
    namespace: 'chatbot',
    platform: planPlatform(path, platform),
    ...over,
  };
}

export const programOf = (name: string, checksum = 'c0ffee'): ProgramRef => ({
  name,
  configMap: `chatbot-program-${name}`,
  checksum,
});

/** The message with which a plan refuses its props, or `accepted`. */
export function verdict(plan: () => unknown): string {
  try {
    plan();
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

/** The whole message of a construct at `chatbot/app`; without violations, `accepted`. */
export function refusal(construct: string, violations: readonly string[], path = 'chatbot/app'): string {
  if (violations.length === 0) return 'accepted';
  const count = violations.length === 1 ? '1 problem' : `${violations.length} problems`;
  return [`${path} (${construct}): ${count}`, ...violations.map((violation) => `  - ${violation}`)].join('\n');
}
