import { Problems } from '../../../lib/plan/problems';
import { vllmArguments, type VllmFacts } from '../../../lib/plan/vllm-arguments';
import { judge, refusal } from './site';

const facts: VllmFacts = {
  model: 'Qwen/Qwen3-8B',
  servedModelName: 'qwen',
  embeds: false,
  port: 8000,
  tensorParallelSize: 1,
  maxModelLen: 16_384,
  shutdownTimeoutSeconds: 120,
  extra: [],
};
const plain =
  'Qwen/Qwen3-8B --served-model-name qwen --host 0.0.0.0 --port 8000 --tensor-parallel-size 1 --max-model-len 16384 --shutdown-timeout 120';

const lines = test.each<[string, Partial<VllmFacts>, string]>;

lines([
  ['a chat model', {}, plain],
  ['a revision', { revision: 'v1.0' }, plain.replace('8B', '8B --revision v1.0')],
  ['an embedding model', { embeds: true }, plain.replace('--tensor', '--runner pooling --tensor')],
  ['four GPUs', { tensorParallelSize: 4 }, plain.replace('size 1', 'size 4')],
  ['a length', { maxModelLen: 32_768 }, plain.replace('16384', '32768')],
  ['a drain', { shutdownTimeoutSeconds: 5 }, plain.replace('120', '5')],
  ['more arguments, at the end', { extra: ['--dtype', 'half'] }, `${plain} --dtype half`],
])('vllm serve, %s', (_, change, line) => {
  expect(vllmArguments(new Problems('', ''), { ...facts, ...change }).join(' ')).toBe(line);
});

const governed = (flag: string, owner: string) => `"extraArgs" must not hold ${flag}: it comes from ${owner}`;
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
  [['--hf-token=t'], governed('--hf-token', 'hfToken')],
  [['--download-dir', '/tmp'], governed('--download-dir', 'the cache volume')],
  [['--port', '1', '--dtype', 'half', '-tp=2'], governed('--port', 'the Service'), governed('-tp', 'gpu')],
])('extra arguments %j', (extra, ...violations) => {
  const message = judge('GpuInference', (problems) => vllmArguments(problems, { ...facts, extra }));
  expect(message).toBe(refusal('GpuInference', violations));
});
