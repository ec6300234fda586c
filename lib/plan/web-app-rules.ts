import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { checkEnvSources } from './env-sources';
import { Identity } from './identity';
import { Problems } from './problems';
import { serviceVariable } from './services';
import { checkMountPath, checkPort, checkWhole } from './syntax';

interface WebAppFacts {
  readonly identity: Identity;
  readonly port: number;
  /** The variables through which the app learns its backends. */
  readonly wired: readonly string[];
}

/** The rules of a web app that no other construct has. */
export function checkWebApp(problems: Problems, props: LlmWebAppProps, facts: WebAppFacts): void {
  checkPort(problems, 'port', facts.port, 1024);
  checkImage(problems, props);
  checkEnv(problems, props, facts.wired);
  checkSchema(problems, props);
  checkPaths(problems, props);
  checkBackends(problems, props, facts.identity);
}

function checkImage(problems: Problems, props: LlmWebAppProps): void {
  if (props.user !== undefined)
    checkWhole(problems, 'user', props.user, 1, 2 ** 31 - 1, 'PodSecurity "restricted" refuses root');
  if (props.image !== undefined) return;
  for (const prop of ['command', 'args', 'user', 'schema', 'preset', 'healthCheck', 'wiring'] as const)
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
      if (wired.includes(name))
        problems.add(`"${prop}" must not set ${name}: the backends do; rename theirs in "${sourceOf(name, props)}"`);
  checkEnvSources(problems, props, [...taken, ...Object.keys({ ...props.env, ...props.secretEnv })]);
}

/** The prop that gives a variable of the backends its name. */
function sourceOf(variable: string, { services = [] }: LlmWebAppProps): string {
  return services.some((service) => serviceVariable(service) === variable) ? 'services' : 'wiring';
}

/** A ConfigMap holds it, and client-side `kubectl apply` keeps a copy of that in an annotation of 256 KiB at most. */
function checkSchema(problems: Problems, { image, schema, database }: LlmWebAppProps): void {
  if (image === undefined || schema === undefined) return;
  const bytes = Buffer.byteLength(schema);
  problems.require(bytes < 200_000, 'schema', 'below 200000 bytes', `${bytes} bytes`);
  if (!database) problems.add('"database" is missing: the "schema" is applied to it');
}

function checkPaths(problems: Problems, props: LlmWebAppProps): void {
  for (const path of props.writablePaths ?? []) checkMountPath(problems, 'writablePaths', path);
}

function checkBackends(problems: Problems, { llm, embeddings, database }: LlmWebAppProps, identity: Identity): void {
  if (llm && !llm.generatesText)
    problems.add('"llm" embeds and generates no text: pass it as "embeddings", and a generating server as "llm"');
  if (embeddings && embeddings.embeddingDimensions === undefined)
    problems.add('"embeddings" generates text and serves no /v1/embeddings: add a GpuInference with the task EMBED');
  if (database && !embeddings)
    problems.add(
      '"embeddings" is missing: what goes into "database" must be embedded; MockLlm embeds, or a GpuInference with the task EMBED',
    );
  if (database?.peer.namespace !== undefined && database.peer.namespace !== identity.namespace)
    problems.add(
      `"database" lives in the namespace "${database.peer.namespace}" and the app in "${identity.namespace}": a pod cannot ` +
        'read a Secret of another namespace; put both into one chart',
    );
  for (const [prop, backend] of Object.entries({ llm, embeddings }))
    if (backend?.apiKey && backend.peer.namespace !== undefined && backend.peer.namespace !== identity.namespace)
      problems.add(
        `"${prop}" lives in the namespace "${backend.peer.namespace}", and its key's Secret cannot be read from "${identity.namespace}"`,
      );
}
