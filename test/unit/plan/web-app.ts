import { Duration, Testing } from 'cdk8s';
import { type ISecret, Secret } from 'cdk8s-plus-27';
import { container } from '../../../lib/manifest/container';
import { type LlmWebAppPlan, planLlmWebApp } from '../../../lib/plan/llm-web-app';
import type { IEmbeddingBackend } from '../../../lib/props/embedding-backend';
import type { ILlmBackend } from '../../../lib/props/llm-backend';
import type { LlmWebAppProps } from '../../../lib/props/llm-web-app-props';
import type { PlatformProps } from '../../../lib/props/platform-props';
import { NetworkPeer } from '../../../lib/values/network-peer';
import { programOf, refusal, siteOf, verdict } from './site';

/** The plan of an app of the caller's own: `chatbot-app` in the namespace `chatbot`. */
export function planApp(props: LlmWebAppProps = {}, platform: PlatformProps = {}): LlmWebAppPlan {
  return planLlmWebApp(
    siteOf('LlmWebApp', {}, platform),
    { image: 'ghcr.io/acme/app:1', services: neighbours, ...props },
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

/** Somebody to ask: an app that asks nobody is refused. */
export const neighbours = [{ name: 'stock', port: 80 }];

/** A Secret that somebody else made. */
export const secretNamed = (name: string): ISecret => Secret.fromSecretName(Testing.chart(), 'secret', name);

/** A server that generates and embeds, whose longest answer takes so many seconds. */
export const llmOf = (seconds: number): ILlmBackend & IEmbeddingBackend => ({
  baseUrl: 'http://llm/v1',
  servedModelName: 'm',
  generatesText: true,
  embeddingModelName: 'e',
  embeddingDimensions: 3,
  drain: Duration.seconds(seconds),
  port: 8000,
  peer: NetworkPeer.pods('chatbot', { app: 'llm' }),
});
