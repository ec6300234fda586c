import { ANY_FLAG, ENDS, from, ONE_POD, PLAIN, refusal, shortFor } from './governed';

const PLANNED = 'it replaces the cache that is planned; take --gpu-memory-utilization';

/** Flags of `vllm serve` that nobody may add, and why. */
const REFUSED = new Map(
  Object.entries({
    '--model': from('model'),
    '--revision': from('model'),
    '--served-model-name': from('servedModelName'),
    '--host': from('the Service'),
    '--port': from('the Service'),
    '--runner': from('task'),
    '--tensor-parallel-size': from('gpu'),
    '-tp': from('gpu'),
    '--pipeline-parallel-size': from('nodes'),
    '-pp': from('nodes'),
    '--prefill-context-parallel-size': from('gpu'),
    '-pcp': from('gpu'),
    '--data-parallel-size': from('replicas'),
    '-dp': from('replicas'),
    '--max-model-len': from('maxModelLen'),
    '--shutdown-timeout': from('drain'),
    '--api-key': from('apiKey'),
    '--hf-token': from('cache'),
    '--download-dir': from('cache'),
    '--config': ANY_FLAG,
    '--device-memory-utilization': 'the plan reads it under its other name, --gpu-memory-utilization',
    '--kv-cache-memory-bytes': PLANNED,
    '--num-gpu-blocks-override': PLANNED,
    '--nnodes': from('nodes'),
    '-n': from('nodes'),
    '--node-rank': from('nodes'),
    '-r': from('nodes'),
    '--master-addr': from('nodes'),
    '--master-port': from('nodes'),
    '--distributed-executor-backend': from('nodes'),
    '--headless': 'it would serve no API',
    '--grpc': PLAIN,
    '--grpc-port': PLAIN,
    '--uds': PLAIN,
    '--ssl-keyfile': PLAIN,
    '--ssl-certfile': PLAIN,
    '--ssl-ca-certs': PLAIN,
    '--ssl-cert-reqs': PLAIN,
    '--ssl-ciphers': PLAIN,
    '--enable-ssl-refresh': PLAIN,
    '--help': ENDS,
    '-h': ENDS,
  }),
);

/** Why a flag must not be among the arguments, if so. */
export function refusalOf(flag: string): string | undefined {
  const why = REFUSED.get(flag.replace(/^--no-/, '--')) ?? (/^(--data-parallel-|-dp)/.test(flag) ? ONE_POD : undefined);
  if (why !== undefined) return refusal(flag, why);
  const meant = abbreviated(flag);
  return meant && refusal(flag, shortFor(meant));
}

/** The parser takes the beginning of a flag for the flag, and `-n2` for `-n 2`. */
function abbreviated(flag: string): string | undefined {
  if (!/^-(-|[a-z])/.test(flag)) return undefined;
  const attached = /^-[nr]\d/.test(flag) ? flag.slice(0, 2) : undefined;
  return attached ?? [...REFUSED.keys()].find((refused) => refused.startsWith(flag));
}
