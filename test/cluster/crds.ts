import { join } from 'node:path';
import { kubectl } from './kubectl';
import { until } from './until';

const folder = join(__dirname, '../../../shared/crds');

/** Adds kinds of custom resources, such as `keda.sh_scaledobjects`, without the controllers that know what to do with them. */
export async function addKinds(...kinds: string[]): Promise<void> {
  const files = kinds.flatMap((kind) => ['-f', join(folder, `${kind}.yaml`)]);
  await kubectl(['apply', '--server-side', ...files]);
  // kubectl gives up on a kind so new that nothing is said of its state.
  const established = ['wait', '--for=condition=Established', '--timeout=60s', ...files];
  await until('the kinds are established', () => kubectl(established));
}
