import type { LlmWebAppProps } from '../props/llm-web-app-props';
import { Identity } from './identity';
import { Problems } from './problems';
import { checkEnvName, checkMountPath, checkPort, checkWhole, isWhole } from './syntax';

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
  checkExposure(problems, props);
  checkBackends(problems, props, facts.identity);
}

function checkImage(problems: Problems, props: LlmWebAppProps): void {
  if (props.user !== undefined)
    checkWhole(problems, 'user', props.user, 1, 2 ** 31 - 1, 'PodSecurity "restricted" refuses root');
  if (props.image !== undefined) return;
  for (const prop of ['command', 'args', 'user', 'schema', 'healthPath', 'wiring'] as const)
    if (props[prop] !== undefined)
      problems.add(`"${prop}" belongs to an app of your own: set "image", or leave it to the reference chat app`);
  for (const prop of ['llm', 'embeddings', 'database'] as const)
    if (!props[prop]) problems.add(`"${prop}" is missing: the reference chat app needs it; or set "image"`);
}

function checkEnv(problems: Problems, props: LlmWebAppProps, wired: readonly string[]): void {
  const taken = ['PORT', ...wired];
  for (const name of new Set(taken.filter((one, index) => taken.indexOf(one) !== index)))
    problems.add(`"wiring" gives the name ${name} twice`);
  for (const name of Object.keys(props.env ?? {})) {
    checkEnvName(problems, 'env', name);
    if (name === 'PORT') problems.add('"env" must not set PORT: "port" does');
    if (wired.includes(name)) problems.add(`"env" must not set ${name}: the backends do; rename theirs in "wiring"`);
  }
}

/** A ConfigMap holds it, and client-side `kubectl apply` keeps a copy of that in an annotation of 256 KiB at most. */
function checkSchema(problems: Problems, { image, schema, database }: LlmWebAppProps): void {
  if (image === undefined || schema === undefined) return;
  const bytes = Buffer.byteLength(schema);
  problems.require(bytes < 200_000, 'schema', 'below 200000 bytes', `${bytes} bytes`);
  if (!database) problems.add('"database" is missing: the "schema" is applied to it');
}

function checkPaths(problems: Problems, props: LlmWebAppProps): void {
  const paths = props.writablePaths ?? [];
  for (const path of paths) checkMountPath(problems, 'writablePaths', path);
  if (props.image === undefined && paths.includes('/app'))
    problems.add('"writablePaths" holds /app, where the reference chat app lies');
  for (const path of new Set(paths.filter((one, index) => one === '/tmp' || paths.indexOf(one) !== index)))
    problems.add(`"writablePaths" holds ${path}, which is ${path === '/tmp' ? 'writable already' : 'there twice'}`);
  if (props.healthPath !== undefined)
    problems.require(/^\/\S*$/.test(props.healthPath), 'healthPath', 'a path that begins with "/"', props.healthPath);
}

function checkExposure(problems: Problems, { exposure }: LlmWebAppProps): void {
  const { nodePortNumber, servicePort } = exposure ?? {};
  if (nodePortNumber !== undefined)
    checkWhole(problems, 'exposure.nodePort', nodePortNumber, 30_000, 32_767, "the API server's default range");
  if (servicePort !== undefined)
    problems.require(
      isWhole(servicePort, 1, 65_535),
      'exposure.loadBalancer',
      'a whole number from 1 to 65535',
      servicePort,
    );
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
  if (database && database.peer.namespace !== identity.namespace)
    problems.add(
      `"database" lives in the namespace "${database.peer.namespace}" and the app in "${identity.namespace}": a pod cannot ` +
        'read a Secret of another namespace; put both into one chart',
    );
  for (const [prop, backend] of Object.entries({ llm, embeddings }))
    if (backend?.apiKey && backend.peer.namespace !== identity.namespace)
      problems.add(
        `"${prop}" lives in the namespace "${backend.peer.namespace}", and its key's Secret cannot be read from "${identity.namespace}"`,
      );
}
