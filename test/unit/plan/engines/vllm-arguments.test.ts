import { Problems } from '../../../../lib/plan/problems';
import { vllmArguments, type VllmFacts } from '../../../../lib/plan/engines/vllm-arguments';
import { judge, refusal } from '../site';
import { misunderstood, understood } from './extra-arguments';

const facts: VllmFacts = {
  model: '/models/qwen',
  servedModelName: 'qwen',
  embeds: false,
  port: 8000,
  tensorParallelSize: 1,
  maxModelLen: 16_384,
  shutdownTimeoutSeconds: 120,
  extra: [],
};
const plain =
  '/models/qwen --served-model-name qwen --host 0.0.0.0 --port 8000 --tensor-parallel-size 1 --max-model-len 16384 --shutdown-timeout 120';

const lines = test.each<[string, Partial<VllmFacts>, string]>;

lines([
  ['a chat model', {}, plain],
  ['an embedding model', { embeds: true }, plain.replace('--tensor', '--runner pooling --tensor')],
  ['four GPUs', { tensorParallelSize: 4 }, plain.replace('size 1', 'size 4')],
  ['a length', { maxModelLen: 32_768 }, plain.replace('16384', '32768')],
  ['a drain', { shutdownTimeoutSeconds: 5 }, plain.replace('120', '5')],
  ['no drain', { shutdownTimeoutSeconds: undefined }, plain.replace(' --shutdown-timeout 120', '')],
  ['more arguments, at the end', { extra: ['--dtype', 'half'] }, `${plain} --dtype half`],
])('vllm serve, %s', (_, change, line) => {
  expect(vllmArguments(new Problems('', ''), { ...facts, ...change }).join(' ')).toBe(line);
});

const governed = (flag: string, owner: string) => `"extraArgs" must not hold ${flag}: it comes from ${owner}`;
const because = (flag: string, why: string) => `"extraArgs" must not hold ${flag}: ${why}`;
const onePod = (flag: string) => because(flag, 'a replica is one pod by itself');
const plainly = (flag: string) => because(flag, 'the Service and the probes speak plain HTTP to its port');
const short = (flag: string, meant: string) => because(flag, `it could be short for ${meant}; write flags in full`);
const planned = (flag: string) => because(flag, 'it replaces the cache that is planned; take --gpu-memory-utilization');
const noHub = (what: string, got: string) =>
  `"extraArgs" must give ${what} as a path, got "${got}": the server asks no hub`;
const draft = 'the "model" of --speculative-config';
const rules = test.each<[string[], ...string[]]>;

rules([
  [['--dtype', 'half', '--enforce-eager', '-O3']],
  [['--max-model-length', '--portable', '-tpx', 'model', 'constructor']],
  [['--model'], governed('--model', 'model')],
  [['--revision=main'], governed('--revision', 'model')],
  [['--served-model-name', 'x'], governed('--served-model-name', 'servedModelName')],
  [['--host'], governed('--host', 'the Service')],
  [['--port=80'], governed('--port', 'the Service')],
  [['--runner', 'pooling'], governed('--runner', 'task')],
  [['--tensor-parallel-size', '2'], governed('--tensor-parallel-size', 'gpu')],
  [['--tensor_parallel_size=2'], governed('--tensor-parallel-size', 'gpu')],
  [['-tp', '2'], governed('-tp', 'gpu')],
  [['-tp=2'], governed('-tp', 'gpu')],
  [['--max-model-len=1'], governed('--max-model-len', 'maxModelLen')],
  [['--shutdown_timeout', '1'], governed('--shutdown-timeout', 'drain')],
  [['--api-key', 'k'], governed('--api-key', 'apiKey')],
  [['--hf-token=t'], governed('--hf-token', 'cache')],
  [['--download-dir', '/tmp'], governed('--download-dir', 'cache')],
  [['--served-model-name.x', 'y'], governed('--served-model-name', 'servedModelName')],
  [['-pp=2'], governed('-pp', 'nodes')],
  [['--pipeline-parallel-size', '2'], governed('--pipeline-parallel-size', 'nodes')],
  [['-pcp', '2'], governed('-pcp', 'gpu')],
  [['--prefill-context-parallel-size', '2'], governed('--prefill-context-parallel-size', 'gpu')],
  [['-dp', '2'], governed('-dp', 'replicas')],
  [['--data_parallel_size=2'], governed('--data-parallel-size', 'replicas')],
  [['--data-parallel-rank', '1'], onePod('--data-parallel-rank')],
  [['-dpl=1'], onePod('-dpl')],
  [['--nnodes', '2'], governed('--nnodes', 'nodes')],
  [['-n', '2'], governed('-n', 'nodes')],
  [['-n2'], short('-n2', '-n')],
  [['--node-rank', '1'], governed('--node-rank', 'nodes')],
  [['-r', '1'], governed('-r', 'nodes')],
  [['--master-addr', 'x'], governed('--master-addr', 'nodes')],
  [['--master-port', '1'], governed('--master-port', 'nodes')],
  [['--headless'], because('--headless', 'it would serve no API')],
  [['--no-headless'], because('--no-headless', 'it would serve no API')],
  [['--grpc'], plainly('--grpc')],
  [['--grpc-port', '9000'], plainly('--grpc-port')],
  [
    ['--device_memory_utilization=0.5'],
    because('--device-memory-utilization', 'the plan reads it under its other name, --gpu-memory-utilization'),
  ],
  [['--uds', '/tmp/s'], plainly('--uds')],
  [['--ssl-keyfile', 'k'], plainly('--ssl-keyfile')],
  [['--ssl-certfile', 'c'], plainly('--ssl-certfile')],
  [['--ssl-ca-certs', 'c'], plainly('--ssl-ca-certs')],
  [['--ssl-cert-reqs', '1'], plainly('--ssl-cert-reqs')],
  [['--ssl-ciphers', 'x'], plainly('--ssl-ciphers')],
  [['--enable-ssl-refresh'], plainly('--enable-ssl-refresh')],
  [['--config', 'x.yaml'], because('--config', 'a file could hold any flag')],
  [['--config-format', 'hf', '--model-impl=auto', '--seed', '-1', '-q', 'fp8', '-cc.mode=3']],
  [['--help'], because('--help', 'it would end at once')],
  [['-h'], because('-h', 'it would end at once')],
  [['--tensor-parallel', '4'], short('--tensor-parallel', '--tensor-parallel-size')],
  [['--tensor_par=4'], short('--tensor-par', '--tensor-parallel-size')],
  [['--por', '9'], short('--por', '--port')],
  [['--max-model', '99'], short('--max-model', '--max-model-len')],
  [['--api-k', 'sk'], short('--api-k', '--api-key')],
  [['--hf-tok', 'x'], short('--hf-tok', '--hf-token')],
  [['--data-parallel', '2'], short('--data-parallel', '--data-parallel-size')],
  [['-t', '2'], short('-t', '-tp')],
  [['--', 'x'], short('--', '--model')],
  [['--kv-cache-memory-bytes', '2g'], planned('--kv-cache-memory-bytes')],
  [['--num_gpu_blocks_override=900'], planned('--num-gpu-blocks-override')],
  [['--num-gpu', '9'], short('--num-gpu', '--num-gpu-blocks-override')],
  [['--gpu-memory-utilization', '0.8', '--tokenizer', '/models/x', '--hf-config-path=./x', '--tokenizer-mode', 'slow']],
  [['--tokenizer', 'gpt2'], noHub('--tokenizer', 'gpt2')],
  [['--tokenizer=org/name'], noHub('--tokenizer', 'org/name')],
  [['--hf_config_path', 'org/name'], noHub('--hf-config-path', 'org/name')],
  [['--speculative-config', '{"model":"/models/eagle"}', '--speculative-config={"model":"ngram"}']],
  [['--speculative-config', '{"method":"eagle","model":"org/name"}'], noHub(draft, 'org/name')],
  [['--speculative-config.model=org/name'], noHub(draft, 'org/name')],
  [['--speculative-config.method', 'a/b', '--speculative-config', '[', '--speculative-config', 'null']],
  [['--port', '1', '--dtype', 'half', '-tp=2'], governed('--port', 'the Service'), governed('-tp', 'gpu')],
])('extra arguments %j', (extra, ...violations) => {
  const message = judge('GpuInference', (problems) => vllmArguments(problems, { ...facts, extra }));
  expect(message).toBe(refusal('GpuInference', violations));
});

const unknown = (flag: string) => because(flag, 'vLLM 0.32.0 has no such flag');
const flags = test.each<[string[], ...string[]]>;

flags([
  ...understood.map((extra): [string[]] => [extra]),
  ...misunderstood,
  // What the engine would take for something else, sooner or later.
  [['--max-num-se', '8'], unknown('--max-num-se')],
  [['--quant=fp8'], unknown('--quant')],
  [['--enforce'], unknown('--enforce')],
  [['-qfp8'], unknown('-qfp8')],
  [['-q fp8'], unknown('-q fp8')],
  [['--por', '9', '--such'], short('--por', '--port'), unknown('--such')],
  [['-r 1'], unknown('-r 1')],
  [['--port', '9', '--dtype', 'half'], governed('--port', 'the Service')],
])('extra arguments %j of a version whose flags are known', (extra, ...violations) => {
  const message = judge('GpuInference', (problems) => vllmArguments(problems, { ...facts, extra, version: '0.32.0' }));
  expect(message).toBe(refusal('GpuInference', violations));
});

test('of a version whose flags are not known, only a word before all flags is refused', () => {
  const message = judge('GpuInference', (problems) => vllmArguments(problems, { ...facts, extra: ['half'] }));
  expect(message).toBe(refusal('GpuInference', misunderstood[0]!.slice(1) as string[]));
  for (const [extra] of misunderstood.filter(([[word]]) => word!.startsWith('-'))) {
    const message = judge('GpuInference', (problems) =>
      vllmArguments(problems, { ...facts, extra, version: '0.31.0' }),
    );
    expect(message).toBe(refusal('GpuInference', []));
  }
});
