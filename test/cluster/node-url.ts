import { get, kubectl } from './kubectl';
import { until } from './until';

/**
 * Where a NodePort answers, without a slash at the end. A node is reached by its own address, or, where that is not routed
 * to here, by the API server's (kind, minikube).
 */
export async function nodeUrl(port: number, path = '/'): Promise<string> {
  const hosts = [await apiServerHost(), ...(await nodeAddresses())];
  const answers = (host: string) =>
    fetch(`http://${host}:${port}${path}`, { signal: AbortSignal.timeout(3_000) }).then(
      (response) => response.ok,
      () => false,
    );
  return until(`an answer at port ${port} of ${hosts.join(' or ')}`, async () => {
    for (const host of hosts) if (await answers(host)) return `http://${host}:${port}`;
    return undefined;
  });
}

async function apiServerHost(): Promise<string> {
  return new URL(await kubectl(['config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}']))
    .hostname;
}

async function nodeAddresses(): Promise<string[]> {
  const { items } = await get<{ items: { status: { addresses: { type: string; address: string }[] } }[] }>('nodes');
  return items.flatMap(({ status }) =>
    status.addresses.filter(({ type }) => type !== 'Hostname').map(({ address }) => address),
  );
}
