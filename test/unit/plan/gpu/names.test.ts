import { Gpu } from '../../../../lib/values/gpu';
import { Model } from '../../../../lib/values/model';

test.each([
  ['L4', 'L4'],
  ['l40s', 'L40S'],
  ['NVIDIA L40S', 'L40S'],
  ['RTX 4090', 'RTX 4090'],
  ['rtx-4090', 'RTX 4090'],
  ['GeForce RTX 4090', 'RTX 4090'],
  ['A100-80GB', 'A100-80GB'],
  ['A100 80GB', 'A100-80GB'],
  ['a100_40gb', 'A100-40GB'],
  ['A100-SXM4-40GB', 'A100-40GB'],
  ['H100', 'H100-80GB'],
  ['H100-80GB', 'H100-80GB'],
  ['H200', 'H200-141GB'],
  ['T4', 'T4'],
  ['Tesla T4', 'T4'],
  ['A10G', 'A10G'],
  ['GH200 96GB', 'GH200 96GB'],
  ['RTX A6000', 'A6000'],
  ['B200', 'B200'],
  ['MI300X', 'MI300X'],
  ['L4 24GB', 'L4'],
  ['NVIDIA H200 SXM 141GB', 'H200-141GB'],
])('a GPU as people write it: %s', (written, product) => {
  expect(Gpu.named(written).product).toBe(product);
});

test.each([
  ['A100', '"A100" is taken for A100-80GB; there is A100-40GB, too'],
  ['nvidia a100 sxm4', '"nvidia a100 sxm4" is taken for A100-80GB; there is A100-40GB, too'],
  ['V100', '"V100" is taken for V100-16GB; there is V100-32GB, too'],
  ['A100-80GB', undefined],
  ['A100 80', undefined],
  ['A100 (39.39GiB)', undefined],
  ['A100 3g.20gb', undefined],
  ['H100', undefined],
])('what is taken for granted of %s is said', (written, assumption) => {
  expect(Gpu.named(written).assumption).toBe(assumption);
});

test('memory that somebody read off the driver goes before that of the table', () => {
  expect(Gpu.named('RTX 4070 (laptop, 7.65GiB)').memoryGiB).toBe(7.65);
  expect(Gpu.named('RTX PRO 6000 (97,887MiB)').memoryGiB).toBeCloseTo(95.59, 2);
});

test('a size that the product does not come in is no name of it', () => {
  expect(() => Gpu.named('GH200 144GB')).toThrow('"GH200 144GB" is no GPU that this library knows');
});

test('an unknown GPU is answered with the nearest and with the other way', () => {
  expect(() => Gpu.named('L5')).toThrow(
    '"L5" is no GPU that this library knows; nearest are L4, T4, L40; or describe it by Gpu.of({ product, memory })',
  );
});

test('an AMD GPU asks for its own resource and taint', () => {
  const { resourceName, tolerationKey, engineImage } = Gpu.mi300x().count(2);
  expect([resourceName, tolerationKey, engineImage]).toEqual(['amd.com/gpu', 'amd.com/gpu', undefined]);
});

test('a MIG slice is a resource of its own, on nodes with the same taint', () => {
  const slice = Gpu.h100().mig('3g.40gb');
  expect([slice.resourceName, slice.tolerationKey, slice.memoryGiB, slice.isSlice]).toEqual([
    'nvidia.com/mig-3g.40gb',
    'nvidia.com/gpu',
    38,
    true,
  ]);
  expect(Gpu.named('H100 3g.40gb')).toEqual(slice);
  // Of the two A100, only the small one has it.
  expect(Gpu.named('A100 3g.20gb')).toEqual(Gpu.a100Gb40().mig('3g.20gb'));
  expect(Gpu.named('A100 3g.40gb')).toEqual(Gpu.a100Gb80().mig('3g.40gb'));
  expect(() => Gpu.l4().mig('3g.40gb')).toThrow('MIG profile "3g.40gb" is no slice of L4, which shows');
  expect(() => Gpu.a100Gb40().mig('7g.80gb')).toThrow('MIG profile "7g.80gb" is no slice of A100-40GB, which shows');
  expect(() => Gpu.h100().mig('half')).toThrow('MIG profile must be a name such as "1g.10gb", got "half"');
});

test.each([
  ['Qwen/Qwen3-8B', undefined],
  ['qwen/qwen3-8b', undefined],
  ['phi-4', undefined],
  ['Qwen/Qwen3-14B-AWQ', 'awq'],
  ['Qwen/Qwen2.5-7B-Instruct-GPTQ-Int4', 'gptq'],
  ['RedHatAI/Qwen2.5-7B-Instruct-FP8-dynamic', 'fp8'],
  ['hugging-quants/Meta-Llama-3.1-70B-Instruct-AWQ-INT4', 'awq'],
  ['neuralmagic/Meta-Llama-3.1-70B-Instruct-quantized.w8a8', 'int8'],
  ['unsloth/Qwen3-8B-unsloth-bnb-4bit', 'bitsandbytes'],
])('a model of the table, or a build of one: %s', (id, method) => {
  const model = Model.named(id);
  expect(model.id).toBe(id);
  expect((model.config.quantization_config as { quant_method?: string } | undefined)?.quant_method).toBe(method);
  expect(model.source).toMatch(/^(github\.com|huggingface\.co)\//);
});

test('an unknown model is answered with the nearest and both other ways', () => {
  expect(() => Model.named('Qwen/Qwen3-9B')).toThrow(
    '"Qwen/Qwen3-9B" is not in the table of models; take one of the nearest, Qwen/Qwen3-4B, Qwen/Qwen3-8B, Qwen/Qwen3-14B, ' +
      'or describe it by its config.json: Model.fromConfig(json), --model path/to/config.json',
  );
});

test('a config.json says its id itself, or is told it', () => {
  const config = { _name_or_path: 'acme/chat', model_type: 'llama' };
  expect(Model.fromConfig(config).id).toBe('acme/chat');
  expect(Model.fromConfig(config, 'acme/other', 'v2')).toMatchObject({ id: 'acme/other', revision: 'v2' });
});
