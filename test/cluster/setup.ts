import { namespace } from './app';
import { exists } from './kubectl';

/** The suite deletes the app's namespace at the end, so it never starts beside an app that is not its own. */
export default async function setup(): Promise<void> {
  if (!process.env.KUBECONFIG) throw new Error('set KUBECONFIG to the file of a cluster for tests');
  if (await exists('namespace', namespace)) {
    throw new Error(
      `this cluster has a namespace "${namespace}" already; delete it, volumes included, or take another cluster`,
    );
  }
}
