import { LLM_PORT } from '../service';
import { ANY_FLAG, ENDS, from, governedInShort, ONE_POD, PLAIN } from './governed';
import { ArgumentsOf } from './server-facts';

const REFUSED = {
  '--model-path': from('model'),
  '--model': from('model'),
  '--revision': from('model'),
  '--served-model-name': from('servedModelName'),
  '--host': from('the Service'),
  '--port': from('the Service'),
  '--tensor-parallel-size': from('gpu'),
  '--tp-size': from('gpu'),
  '--tp': from('gpu'),
  '--pipeline-parallel-size': from('gpu'),
  '--pp-size': from('gpu'),
  '--data-parallel-size': from('replicas'),
  '--dp-size': from('replicas'),
  '--context-length': from('maxModelLen'),
  '--api-key': from('apiKey'),
  '--enable-metrics': from('the monitoring, which needs it'),
  '--download-dir': from('cache'),
  '--is-embedding': from('task'),
  '--nnodes': ONE_POD,
  '--node-rank': ONE_POD,
  '--dist-init-addr': ONE_POD,
  '--nccl-init-addr': ONE_POD,
  '--grpc-mode': PLAIN,
  '--ssl-keyfile': PLAIN,
  '--ssl-certfile': PLAIN,
  '--ssl-ca-certs': PLAIN,
  '--ssl-keyfile-password': PLAIN,
  '--enable-ssl-refresh': PLAIN,
  '--config': ANY_FLAG,
  '--help': ENDS,
  '-h': ENDS,
};

/** @see https://docs.sglang.io/docs/advanced_features/server_arguments */
export const sglangArguments: ArgumentsOf = (problems, { gpu, apiKey, extraArgs = [] }, facts) => [
  '--model-path',
  facts.modelPath,
  '--served-model-name',
  facts.servedModelName,
  '--host',
  '0.0.0.0',
  '--port',
  String(LLM_PORT),
  '--tensor-parallel-size',
  String(gpu?.amount ?? 1),
  '--context-length',
  String(facts.maxModelLen),
  '--enable-metrics',
  // The kubelet puts the variable's value there: the manifest never holds it.
  ...(apiKey ? ['--api-key', `$(${facts.engine.keyVariable})`] : []),
  ...governedInShort(problems, extraArgs, REFUSED),
];
