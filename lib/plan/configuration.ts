import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { planVolumes } from './app-volumes';
import { planEnvSources } from './env-sources';
import { planFiles } from './files';
import { Identity } from './identity';
import { planKnownConfig } from './known-config';
import { Part, sumOf } from './part';
import { Problems } from './problems';

/** What the caller configures by Secrets, ConfigMaps, files and volumes of his own. */
export function planConfiguration(problems: Problems, identity: Identity, props: LlmWebAppProps): Part {
  return sumOf([
    planEnvSources(problems, identity, props),
    planFiles(problems, identity, props),
    planVolumes(problems, props),
    planKnownConfig(props),
  ]);
}
