import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadInput } from '../../../../lib/cli/exit';
import { plan } from '../../../../lib/cli/plan';
import { Model } from '../../../../lib/values/model';

const folder = mkdtempSync(join(tmpdir(), 'plan-'));
const file = join(folder, 'config.json');
const broken = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
writeFileSync(file, JSON.stringify(Model.named('Qwen/Qwen3-8B').config));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(words: string): { status: number; text: string } {
  const lines: string[] = [];
  const status = plan(words.split(' '), (text) => lines.push(text));
  return { status, text: lines.join('\n') };
}

test.each<[string, number, string]>([
  ['fits', 0, '--model Qwen/Qwen3-8B --gpu L40S'],
  ['fits, by its config.json', 0, `--model ${file} --gpu L40S`],
  ['fits, when asked for as much as surely fits', 0, '--model Qwen/Qwen3-8B --gpu L4 --max-model-len auto'],
  ['is tight', 3, '--model Qwen/Qwen3-8B --gpu L4 --max-model-len 24000'],
  ['does not fit: a 24 GB card does not hold the context of Qwen3-8B', 4, '--model Qwen/Qwen3-8B --gpu L4'],
  ['does not fit: 8 × H100 do not hold DeepSeek-R1', 4, '--model deepseek-ai/DeepSeek-R1 --gpu H100 --gpus 8'],
  ['does not fit: heads', 4, '--model Qwen/Qwen2.5-7B-Instruct --gpu H100 --tensor-parallel 8'],
])('the exit status says that it %s', (_, status, words) => {
  expect(run(words).status).toBe(status);
});

test('the answer as JSON has these keys', () => {
  const answer = JSON.parse(run('--model Qwen/Qwen3-8B --gpu L4 --json').text) as Record<string, unknown>;
  expect(answer).toMatchObject({
    verdict: 'no',
    weightsGiB: 15.26,
    kvCacheGiB: expect.any(Number),
    kvTokens: expect.any(Number),
    interval: [expect.any(Number), expect.any(Number)],
    maxModelLen: expect.any(Number),
    concurrency: expect.any(Number),
    overheadGiB: {
      total: expect.any(Number),
      activation: expect.any(Number),
      cudaGraphs: expect.any(Number),
      nonTorch: expect.any(Number),
    },
    startupSeconds: expect.any(Number),
    cacheGiB: expect.any(Number),
    reasons: expect.arrayContaining(['budget: L4 shows 22.03 GiB, of which vLLM 0.32.0 takes 0.92 = 20.27 GiB']),
    cures: ['max-model-len 14336', 'FP8 build of this model', 'AWQ build of this model', '2 × L4'],
  });
});

test.each([
  ['no GPU', '--model Qwen/Qwen3-8B', '--model and --gpu are needed'],
  ['an unknown model', '--model Qwen/Qwen3-9B --gpu L4', '"Qwen/Qwen3-9B" is not in the table of models'],
  ['an unknown GPU', '--model Qwen/Qwen3-8B --gpu L5', '"L5" is no GPU'],
  ['a file that is not there', '--model nowhere/config.json --gpu L4', 'nowhere/config.json: cannot be read: ENOENT'],
  [
    'a comma too many',
    `--model ${broken('comma.json', '{\n  "hidden_size": 1,\n}\n')} --gpu L4`,
    `${join(folder, 'comma.json')}:3:1: is not valid JSON: Expected double-quoted property name`,
  ],
  [
    'a word that is none',
    `--model ${broken('word.json', '{\n  "tie_word_embeddings": True\n}\n')} --gpu L4`,
    `${join(folder, 'word.json')}:2:26: is not valid JSON: Unexpected token 'T'`,
  ],
  [
    'half a file',
    `--model ${broken('half.json', '{\n  "hidden_size": 1,\n  "layers": [')} --gpu L4`,
    `${join(folder, 'half.json')}:3:14: is not valid JSON: Unexpected end of JSON input`,
  ],
  ['a list', `--model ${broken('list.json', '[1]')} --gpu L4`, 'list.json holds no object'],
  ['a folder', `--model ${folder} --gpu L4`, `--model ${folder} is a folder: give it ${file}`],
  [
    'two models',
    '--model Qwen/Qwen3-8B --gpu L4 --model Qwen/Qwen3-32B',
    '--model is given twice: "Qwen/Qwen3-8B" and "Qwen/Qwen3-32B"',
  ],
  ['a folder and a model', '--dist dist --model Qwen/Qwen3-8B', "Unknown option '--model'"],
  ['two folders', '--dist a --dist b', '--dist is given twice: "a" and "b"'],
  ['no folder', '--dist', 'argument missing'],
  [
    'a length that is none',
    '--model Qwen/Qwen3-8B --gpu L4 --max-model-len 4k',
    '--max-model-len must be a whole number above 0, got "4k"',
  ],
  [
    'a share above 1',
    '--model Qwen/Qwen3-8B --gpu L4 --gpu-memory-utilization 92',
    'must be above 0 and at most 1, got "92"',
  ],
  ['half a load', '--model Qwen/Qwen3-8B --gpu L4 --concurrency 8', '--concurrency and --mean-tokens need each other'],
  [
    'GPUs that do not divide',
    '--model Qwen/Qwen3-8B --gpu L4 --gpus 3 --tensor-parallel 2',
    'must divide --gpus, got 2 and 3',
  ],
  [
    'a quantization',
    '--model Qwen/Qwen3-8B --gpu L4 --quantization ternary',
    '"quantization" must be one of mxfp4, nvfp4, fp8',
  ],
  ['a cache', '--model Qwen/Qwen3-8B --gpu L4 --kv-cache-dtype int2', '--kv-cache-dtype must be auto'],
  [
    'a version',
    '--model Qwen/Qwen3-8B --gpu L4 --vllm-version latest',
    'must be a version such as 0.32.0, got "latest"',
  ],
  ['an option', '--model Qwen/Qwen3-8B --gpu L4 --speed 9', "Unknown option '--speed'"],
])('bad input is refused in words: %s', (_, words, sentence) => {
  expect(() => run(words)).toThrow(BadInput);
  expect(() => run(words)).toThrow(sentence);
});

test('a GPU of two sizes by its mere name is taken for one of them, and the reasons say so', () => {
  const reasons = (gpu: string) =>
    (JSON.parse(run(`--model Qwen/Qwen3-8B --gpu ${gpu} --json`).text) as { reasons: string[] }).reasons;
  expect(reasons('A100')[0]).toBe('"A100" is taken for A100-80GB; there is A100-40GB, too');
  expect(reasons('A100').slice(1)).toEqual(reasons('A100-80GB'));
  expect(run('--model Qwen/Qwen3-8B --gpu A100').text).toContain('  "A100" is taken for A100-80GB;');
});

test('what many sequences take is theirs, and not that of the longest one', () => {
  const words = '--model Qwen/Qwen3-8B --gpu L40S --concurrency 2 --mean-tokens 100 --max-model-len 40960';
  expect(run(words).text).toContain(
    'one sequence of 40960 tokens takes 5.63 GiB\n  2 sequences of 100 tokens take 0.03 GiB',
  );
});

test('many short sequences may need more than a long one', () => {
  expect(run('--model Qwen/Qwen3-8B --gpu L40S --concurrency 8 --mean-tokens 4096').status).toBe(0);
  expect(run('--model Qwen/Qwen3-8B --gpu L40S --concurrency 80 --mean-tokens 4096').status).toBe(4);
});
