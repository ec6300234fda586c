import { namespace } from './app';
import { exists } from './kubectl';
import { elsewhere, scripted } from './probe';

/** The suite deletes its namespaces at the end, so it never starts where they are somebody else's. */
export default async function setup(): Promise<void> {
  if (!process.env.KUBECONFIG) throw new Error('set KUBECONFIG to the file of a cluster for tests');
  for (const name of [namespace, elsewhere, scripted]) {
    if (!(await exists('namespace', name))) continue;
    throw new Error(`this cluster has a namespace "${name}": delete it, volumes included, or take another cluster`);
  }
}
