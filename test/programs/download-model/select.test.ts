import { needed, partsOf } from '../../../lib/programs/download-model/select';

const selected = (paths: string) =>
  needed(paths.split(' ').map((path) => ({ path, size: 1, checksum: '' })))
    .map(({ path }) => path)
    .join(' ');

const small =
  'config.json generation_config.json tokenizer.json tokenizer.model merges.txt modeling_x.py chat_template.jinja';
const repositories = test.each<[string, string, string]>;

repositories([
  ['configuration, tokenizer and code', `${small} model.safetensors`, `${small} model.safetensors`],
  [
    'shards with their index, not the same in .bin and .gguf',
    'model-00001-of-00002.safetensors model-00002-of-00002.safetensors model.safetensors.index.json pytorch_model.bin x.gguf',
    'model-00001-of-00002.safetensors model-00002-of-00002.safetensors model.safetensors.index.json',
  ],
  ['.bin where there is nothing else', 'pytorch_model.bin x.msgpack tf_model.h5 rust_model.ot', 'pytorch_model.bin'],
  ['.pt as the last resort', 'model.pt model.onnx', 'model.pt'],
  [
    'Mistral’s own format where it is there, as vLLM takes it',
    'consolidated.safetensors params.json tekken.json model-00001-of-00001.safetensors config.json',
    'consolidated.safetensors params.json tekken.json config.json',
  ],
  [
    'not what Llama keeps in its original form',
    'original/consolidated.00.pth original/params.json m.safetensors',
    'm.safetensors',
  ],
  [
    'the modules of an embedding model',
    'modules.json 1_Pooling/config.json 2_Dense/model.safetensors 2_Dense/pytorch_model.bin model.safetensors onnx/model.onnx openvino/model.bin',
    'modules.json 1_Pooling/config.json 2_Dense/model.safetensors model.safetensors',
  ],
  [
    'the heads of BGE-M3',
    'pytorch_model.bin sparse_linear.pt colbert_linear.pt onnx/model.onnx_data imgs/bm25.jpg long.jpg',
    'pytorch_model.bin sparse_linear.pt colbert_linear.pt',
  ],
  ['nothing of a training', 'model.safetensors training_args.bin optimizer.pt rng_state_0.pth', 'model.safetensors'],
  ['nothing hidden, nothing for people', 'm.safetensors .gitattributes README.md a.png x/../y.json', 'm.safetensors'],
])('%s', (_, files, expected) => {
  expect(selected(files)).toBe(expected);
});

test('a repository of another engine’s files is refused', () => {
  expect(() => selected('model.gguf config.json')).toThrow(
    'the repository has no weights that vLLM loads: no .safetensors, .bin or .pt',
  );
});

const parts = test.each<[string, string, string]>;

parts([
  ['a-Q4.gguf', 'a-Q4.gguf a-Q8.gguf config.json', 'a-Q4.gguf'],
  [
    'b/a-Q8-00001-of-00002.gguf',
    'b/a-Q8-00001-of-00002.gguf b/a-Q8-00002-of-00002.gguf b/a-Q4-00001-of-00002.gguf',
    'b/a-Q8-00001-of-00002.gguf b/a-Q8-00002-of-00002.gguf',
  ],
])('%s and its parts, and nothing else', (file, files, expected) => {
  const remote = files.split(' ').map((path) => ({ path, size: 1, checksum: '' }));
  expect(partsOf(remote, file).map(({ path }) => path)).toEqual(expected.split(' '));
});

test('a file that is not there is refused', () => {
  expect(() => partsOf([], 'a.gguf')).toThrow('the repository has no file a.gguf');
});
