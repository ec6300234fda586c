import { ModelCache, ModelCacheType } from '../values/model-cache';
import { Problems } from './problems';
import { inMebibytes } from './quantities';
import { checkStorageClass, checkWhole, isDnsSubdomain } from './syntax';
import { connectionOf, staysInCluster } from './url-edge';

/** @param mostPods Most pods that are there at a time, those of a rollout included. */
export function checkModelCache(problems: Problems, cache: ModelCache, namespace: string, mostPods: number): void {
  const { type, options, claimName = '', folder = '' } = cache;
  if (type === ModelCacheType.EXISTING) {
    problems.require(isDnsSubdomain(claimName), 'cache.claimName', 'the name of a PersistentVolumeClaim', claimName);
    const plain = /^([\w.@-]+(\/[\w.@-]+)*)?$/.test(folder) && !folder.split('/').includes('..');
    problems.require(plain, 'cache.folder', 'a path below the root of the volume, such as "qwen/qwen3-8b"', folder);
    return;
  }
  if (options.endpoint !== undefined)
    checkEndpoint(problems, options.endpoint, namespace, options.hfToken !== undefined);
  if (type === ModelCacheType.NONE) {
    if (mostPods > 1)
      problems.warn(
        `"cache" is ModelCache.none() with ${mostPods} pods: each downloads the weights again whenever it starts; share a volume by ModelCache.download()`,
      );
    return;
  }
  if (options.size) checkWhole(problems, 'cache.size', inMebibytes(options.size), 1, 64 * 1024 * 1024, 'in MiB');
  checkStorageClass(problems, 'cache.storageClassName', options.storageClassName);
  checkAccessMode(problems, options.accessMode ?? 'ReadWriteOnce', mostPods);
}

/** While the server's first pod waits for the weights, the download has to reach the same volume. */
function checkAccessMode(problems: Problems, mode: string, mostPods: number): void {
  if (mode !== 'ReadWriteOnce' && mode !== 'ReadWriteMany')
    problems.add(
      `"cache.accessMode" must be READ_WRITE_ONCE or READ_WRITE_MANY, got "${mode}": the Job writes what the server reads`,
    );
  else if (mode === 'ReadWriteOnce' && mostPods > 1)
    problems.add(
      `"cache" is ReadWriteOnce and there may be ${mostPods} pods at a time: those on other nodes cannot mount it; ` +
        'set "accessMode" to READ_WRITE_MANY with a StorageClass that offers it',
    );
}

function checkEndpoint(problems: Problems, endpoint: string, namespace: string, hasToken: boolean): void {
  const valid = connectionOf(endpoint, namespace) !== undefined && !/[?#\s]|\/$/.test(endpoint);
  problems.require(
    valid,
    'cache.endpoint',
    'a URL such as "https://huggingface.co", without a slash at its end',
    endpoint,
  );
  if (valid && hasToken && endpoint.startsWith('http:') && !staysInCluster(endpoint, namespace))
    problems.add(`"cache.hfToken" would leave the cluster in clear: use https in "cache.endpoint", got "${endpoint}"`);
}

/** Whose pages on the hub ask for an account and a license first. */
const GATED = /^(meta-llama\/|google\/gemma-[23]-)/;

/** A mirror may ask nobody; of others than these nothing is known. */
export function warnOfGate(problems: Problems, { type, options }: ModelCache, id: string): void {
  if (type === ModelCacheType.EXISTING || options.endpoint !== undefined || options.hfToken !== undefined) return;
  if (GATED.test(id))
    problems.warn(
      `"model" ${id} is gated and "cache.hfToken" is missing: the hub refuses who has not accepted its license; ` +
        'give the token of an account that has',
    );
}
