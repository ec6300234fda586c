import type { IEmbeddingBackend } from '../props/embedding-backend';
import type { ILlmBackend } from '../props/llm-backend';
import { NetworkPeer, NetworkPeerType } from '../values/network-peer';
import { Backends } from './backends';
import { Identity } from './identity';
import { Problems } from './problems';

interface Given<Backend> {
  readonly prop: string;
  readonly backend: Backend;
}

/** Backends must do what the app takes them for, and their Secrets must be where the app can read them. */
export function checkBackends(problems: Problems, backends: Backends, identity: Identity): void {
  const { llms, embeddings, databases } = backends;
  checkLlms(problems, llms, identity);
  for (const { prop, backend } of embeddings) {
    if (backend.embeddingDimensions === undefined)
      problems.add(`"${prop}" generates text and serves no /v1/embeddings: add an EmbeddingInference`);
    checkKey(problems, { prop, backend }, identity);
  }
  for (const { prop, backend } of databases) {
    if (embeddings.length === 0)
      problems.add(
        `"embeddings" is missing: what goes into "${prop}" must be embedded; MockLlm embeds, or an EmbeddingInference`,
      );
    const namespace = elsewhere(backend.peer, identity);
    if (namespace !== undefined)
      problems.add(
        `"${prop}" lives in the namespace "${namespace}" and the app in "${identity.namespace}": a pod cannot ` +
          'read a Secret of another namespace; put both into one chart',
      );
  }
}

export function checkLlms(problems: Problems, llms: readonly Given<ILlmBackend>[], identity: Identity): void {
  for (const { prop, backend } of llms) {
    if (!backend.generatesText)
      problems.add(`"${prop}" embeds and generates no text: pass it as "embeddings", and a generating server as "llm"`);
    checkKey(problems, { prop, backend }, identity);
  }
}

function checkKey(problems: Problems, given: Given<ILlmBackend | IEmbeddingBackend>, identity: Identity): void {
  const { prop, backend } = given;
  const namespace = elsewhere(backend.peer, identity);
  if (backend.apiKey && namespace !== undefined)
    problems.add(
      `"${prop}" lives in the namespace "${namespace}", and its key's Secret cannot be read from "${identity.namespace}"`,
    );
}

/** The namespace of a server of these manifests, when it is not the app's: its Secrets are there, too. */
function elsewhere({ type, namespace }: NetworkPeer, identity: Identity): string | undefined {
  return type === NetworkPeerType.PODS && namespace !== identity.namespace ? namespace : undefined;
}

/** Names become the beginnings of variables. */
export function checkBackendNames(problems: Problems, prop: string, names: readonly string[]): void {
  for (const name of names)
    problems.require(
      /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name.length <= 40,
      prop,
      'named by at most 40 lower-case letters, digits and "-"',
      name,
    );
}
