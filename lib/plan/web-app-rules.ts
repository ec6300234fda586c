import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { checkBackendNames, checkBackends } from './backend-rules';
import { Backends } from './backends';
import { checkEnvSources } from './env-sources';
import { Identity } from './identity';
import { Problems } from './problems';
import { checkSchema } from './schema-rules';
import { serviceVariable } from './services';
import { prefixOf } from './wiring';
import { checkMountPath, checkPort, checkWhole, isQualifiedName } from './syntax';

interface WebAppFacts {
  readonly identity: Identity;
  readonly port: number;
  readonly backends: Backends;
  /** Whether its pods reach anybody. */
  readonly connected: boolean;
  /** The variables through which the app learns its backends. */
  readonly wired: readonly string[];
}

/** The rules of a web app that no other construct has. */
export function checkWebApp(problems: Problems, props: LlmWebAppProps, facts: WebAppFacts): void {
  checkPort(problems, 'port', facts.port, 1024);
  checkImage(problems, props);
  checkEnv(problems, props, facts.wired);
  if (props.autoscaling?.inferenceProps)
    problems.add(
      '"autoscaling" follows the queue of an LLM server: give Autoscaling.inference to a GpuInference, and the app ' +
        'Autoscaling.hpa or Autoscaling.keda',
    );
  checkSchema(problems, props);
  checkPaths(problems, props);
  checkGates(problems, props);
  checkBackends(problems, facts.backends, facts.identity);
  if (props.image !== undefined && !facts.connected) problems.add(ALONE);
  for (const prop of MORE) checkBackendNames(problems, prop, Object.keys(props[prop] ?? {}));
}

/** Its NetworkPolicy would let the app connect to nobody: more likely forgotten than meant. */
const ALONE =
  '"llm" is missing, and so is everybody else that the app could talk to: give it an "llm", a "database" or "services"';

const MORE = ['moreLlms', 'moreEmbeddings', 'moreDatabases'] as const;

/** What the reference chat app does not take. */
const OWN_APP = ['command', 'args', 'user', 'schema', 'preset', 'healthCheck', 'wiring', ...MORE] as const;

function checkImage(problems: Problems, props: LlmWebAppProps): void {
  if (props.user !== undefined)
    checkWhole(problems, 'user', props.user, 1, 2 ** 31 - 1, 'PodSecurity "restricted" refuses root');
  if (props.image !== undefined) return;
  for (const prop of OWN_APP)
    if (props[prop] !== undefined)
      problems.add(`"${prop}" belongs to an app of your own: set "image", or leave it to the reference chat app`);
  for (const prop of ['llm', 'embeddings', 'database'] as const)
    if (!props[prop]) problems.add(`"${prop}" is missing: the reference chat app needs it; or set "image"`);
}

function checkEnv(problems: Problems, props: LlmWebAppProps, wired: readonly string[]): void {
  const taken = ['PORT', ...wired];
  for (const name of new Set(taken.filter((one, index) => taken.indexOf(one) !== index)))
    problems.add(`"${sourceOf(name, props)}" gives the name ${name} twice`);
  for (const prop of ['env', 'secretEnv'] as const)
    for (const name of Object.keys(props[prop] ?? {}))
      if (name === 'PORT') problems.add(`"${prop}" must not set PORT: "port" does`);
      else if (wired.includes(name))
        problems.add(`"${prop}" must not set ${name}: the backends do; rename theirs in "${sourceOf(name, props)}"`);
  checkEnvSources(problems, props, [...taken, ...Object.keys({ ...props.env, ...props.secretEnv })]);
}

/** The prop that gives a variable of the backends its name. */
function sourceOf(variable: string, props: LlmWebAppProps): string {
  if (props.services?.some((service) => serviceVariable(service) === variable)) return 'services';
  const more = MORE.find((prop) => Object.keys(props[prop] ?? {}).some((name) => variable.startsWith(prefixOf(name))));
  return more ?? 'wiring';
}

function checkPaths(problems: Problems, props: LlmWebAppProps): void {
  for (const path of props.writablePaths ?? []) checkMountPath(problems, 'writablePaths', path);
}

function checkGates(problems: Problems, { readinessGates = [] }: LlmWebAppProps): void {
  const allowed = 'types of conditions such as "acme.io/warm", each once';
  for (const [index, gate] of readinessGates.entries())
    problems.require(isQualifiedName(gate) && readinessGates.indexOf(gate) === index, 'readinessGates', allowed, gate);
}
