import { App, Chart } from 'cdk8s';
import { type ISecret, type IServiceAccount, Secret, ServiceAccount } from 'cdk8s-plus-27';
import { planPlatform } from '../../../lib/plan/platform';
import { Problems } from '../../../lib/plan/problems';
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

const elsewhere = () => new Chart(new App(), 'elsewhere');

/** Objects that the team has already. */
export const secretNamed = (name: string): ISecret => Secret.fromSecretName(elsewhere(), 'secret', name);
export const accountNamed = (name: string): IServiceAccount =>
  ServiceAccount.fromServiceAccountName(elsewhere(), 'account', name);

/** The message with which a plan refuses its props, or `accepted`. */
export function verdict(plan: () => unknown): string {
  try {
    plan();
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

/** The message with which a check of its own refuses, or `accepted`. */
export function judge(construct: string, check: (problems: Problems) => void): string {
  const problems = new Problems(construct, 'chatbot/app');
  check(problems);
  return verdict(() => problems.throwIfAny());
}

/** The whole message of a construct at `chatbot/app`; without violations, `accepted`. */
export function refusal(construct: string, violations: readonly string[], path = 'chatbot/app'): string {
  if (violations.length === 0) return 'accepted';
  const count = violations.length === 1 ? '1 problem' : `${violations.length} problems`;
  return [`${path} (${construct}): ${count}`, ...violations.map((violation) => `  - ${violation}`)].join('\n');
}
