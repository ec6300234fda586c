import { ApiObject } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { Manifest } from '../manifest/kubernetes';
import { identityOf, watchForDuplicates } from './duplicates';
import { checkReadable } from './readable';
import { claim } from './registry';
import { checkRoom } from './room';

/**
 * Writes one object into the tree: the only place where the library does so. It is a plain ApiObject, because the typed
 * classes drop fields that are newer than their Kubernetes, those of the caller's own JSON patches too.
 */
export function emit(
  scope: Construct,
  id: string,
  manifest: Manifest,
  cure = 'give one of them another "name"',
): ApiObject {
  checkReadable(scope, manifest);
  checkRoom(scope, manifest);
  const { apiVersion, kind, metadata, body } = manifest;
  const object = new ApiObject(scope, id, { apiVersion, kind, metadata: { ...metadata }, ...body });
  watchForDuplicates(scope);
  const twin = twinOf(object);
  if (twin)
    throw new Error(
      `${scope.node.path}: ${kind} "${object.name}" is there already, made by ${twin.node.scope?.node.path ?? 'the app'}; ${cure}`,
    );
  return object;
}

/** `kubectl apply` would let the later of two objects of one name silently win. */
function twinOf(object: ApiObject): IConstruct | undefined {
  return claim(object, identityOf(object));
}
