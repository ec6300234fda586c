import { posix } from 'node:path';
import type { RemoteFile } from './hub';

/** Formats of weights in the order in which vLLM looks for them: it loads the first that is there. */
const FORMATS = [/^consolidated[^/]*\.safetensors$/, /^[^/]+\.safetensors$/, /^[^/]+\.bin$/, /^[^/]+\.pt$/];

const WEIGHTS =
  /\.(safetensors|bin|pt|pth|ckpt|h5|msgpack|ot|onnx|onnx_data|gguf|ggml|tflite|npz|nemo|mlmodel|zip|tar|gz|7z)$/i;

/** The same weights once more, for other engines; hidden files; what is there to be looked at by people. */
const OTHERS = /^(original|metal|onnx|openvino|coreml|gguf)\/|(^|\/)\.|\.(md|png|jpe?g|gif|webp|svg|pdf|mp4|mp3|wav)$/i;

/** What a training left. */
const TRAINING = /(^|\/)(training_args|optimizer|scheduler|scaler|rng_state[^/]*)\.(bin|pt|pth)$/;

/** Heads of BGE-M3, which vLLM reads beside the weights. */
const HEADS = /^(sparse|colbert)_linear\.pt$/;

/** The files that vLLM needs: configuration, tokenizer, code, and the weights in one format. */
export function needed(files: readonly RemoteFile[]): RemoteFile[] {
  const candidates = files.filter(({ path }) => !OTHERS.test(path) && !TRAINING.test(path));
  const format = FORMATS.find((one) => candidates.some(({ path }) => one.test(path)));
  if (!format) throw new Error('the repository has no weights that vLLM loads: no .safetensors, .bin or .pt');
  const extension = posix.extname(candidates.find(({ path }) => format.test(path))?.path ?? '');
  // The modules of an embedding model have weights in folders of their own.
  const wanted = (path: string) =>
    format.test(path) || HEADS.test(path) || (path.includes('/') && posix.extname(path) === extension);
  return candidates.filter(({ path }) => !WEIGHTS.test(path) || wanted(path));
}

/** A file by its name; of one that is split, every part. */
export function partsOf(files: readonly RemoteFile[], file: string): RemoteFile[] {
  const whole = (path: string) => path.replace(/-\d{5}-of-(\d{5})(\.\w+)$/, '-of-$1$2');
  const parts = files.filter(({ path }) => whole(path) === whole(file));
  if (parts.length === 0) throw new Error(`the repository has no file ${file}`);
  return parts;
}
