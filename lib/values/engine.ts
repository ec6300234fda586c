import { ENGINES } from '../data/engines';
import { given } from '../data/given';
import { LlamaCppOptions } from './llama-cpp-options';

/** The program that serves the model. */
export class Engine {
  /**
   * vLLM, on GPUs.
   *
   * @param version A release, without the `v`; 0.32.0 when left out, against which this library is tested.
   * @see https://docs.vllm.ai
   */
  public static vllm(version: string = ENGINES.vllm.version): Engine {
    return new Engine('vllm', version, 1);
  }

  /**
   * SGLang, on NVIDIA GPUs. Memory is planned as vLLM's: close, not calibrated.
   *
   * @param version A release, without the `v`; 0.5.23 when left out.
   * @see https://docs.sglang.io
   */
  public static sglang(version: string = ENGINES.sglang.version): Engine {
    return new Engine('sglang', version, 1);
  }

  /**
   * llama.cpp, for small models as GGUF files: on a GPU, or, without one, on the CPU of a laptop.
   *
   * @see https://github.com/ggml-org/llama.cpp/tree/master/tools/server
   */
  public static llamaCpp(options: LlamaCppOptions = {}): Engine {
    const { version, parallel } = given('Engine.llamaCpp', options, 'its options, an object, or nothing');
    return new Engine('llama.cpp', version ?? ENGINES['llama.cpp'].version, parallel ?? 2);
  }

  /**
   * Text Embeddings Inference of Hugging Face, for embedding models: on one NVIDIA GPU, or on the CPU.
   *
   * @param version A release; 1.9 when left out.
   * @see https://huggingface.co/docs/text-embeddings-inference
   */
  public static textEmbeddings(version: string = ENGINES['text-embeddings-inference'].version): Engine {
    return new Engine('text-embeddings-inference', version, 1);
  }

  private constructor(
    /** Its own name: `vllm`, `sglang`, `llama.cpp`, `text-embeddings-inference`. */
    public readonly name: string,
    /** Its own version. */
    public readonly version: string,
    /** Answers at the same time, where the engine must be told. */
    public readonly parallel: number,
  ) {}
}
