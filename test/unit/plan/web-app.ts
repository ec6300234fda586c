import { container } from '../../../lib/manifest/container';
import { type LlmWebAppPlan, planLlmWebApp } from '../../../lib/plan/llm-web-app';
import type { LlmWebAppProps } from '../../../lib/props/llm-web-app-props';
import type { PlatformProps } from '../../../lib/props/platform-props';
import { programOf, refusal, siteOf, verdict } from './site';

/** The plan of an app of the caller's own: `chatbot-app` in the namespace `chatbot`. */
export function planApp(props: LlmWebAppProps = {}, platform: PlatformProps = {}): LlmWebAppPlan {
  return planLlmWebApp(
    siteOf('LlmWebApp', {}, platform),
    { image: 'ghcr.io/acme/app:1', ...props },
    {
      chatApp: () => programOf('chat-app'),
      databaseInit: () => programOf('database-init'),
      fillSecret: () => programOf('fill-secret'),
    },
  );
}

/** The manifest of its main container. */
export function containerOf(plan: LlmWebAppPlan): any {
  const { containers, preStopSleep } = plan.deployment.pod;
  return container(containers[0]!, preStopSleep);
}

/** What the rules say to these props, and what they should say. */
export function expectProblems(props: LlmWebAppProps, ...problems: string[]): void {
  expect(verdict(() => planApp(props))).toBe(refusal('LlmWebApp', problems));
}
