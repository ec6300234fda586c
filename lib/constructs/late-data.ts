import type { Construct } from 'constructs';
import { knownConfig } from '../plan/known-config';
import { LlmWebAppProps } from '../props/llm-web-app-props';

/** Refuses data that a ConfigMap got after the app was made: the checksum that rolls the pods would not hold it. */
export function refuseLateData(app: Construct, props: LlmWebAppProps): void {
  const before = knownConfig(props);
  app.node.addValidation({
    validate: () =>
      Object.entries(knownConfig(props))
        .filter(([name, sum]) => before[name] !== sum)
        .map(([name]) => `the ConfigMap "${name}" got data after the app was made: fill it before`),
  });
}
