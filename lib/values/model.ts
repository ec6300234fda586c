import type { Size } from 'cdk8s';
import { given, isText } from '../data/given';
import { modelNamed } from '../data/models';
import { GgufProps } from './gguf-props';

/**
 * A model of the Hugging Face hub, and what its config.json says about its shape.
 *
 * @see https://huggingface.co/models
 */
export class Model {
  /**
   * A model of this library's table, or a quantized build of one (`-AWQ`, `-GPTQ-Int4`, `-FP8`…).
   *
   * @param id The repository as `organisation/name`, for example `Qwen/Qwen3-8B`.
   * @param revision A branch, tag or commit; the default branch when left out.
   * @throws if the table lacks it; the error names the nearest.
   */
  public static named(id: string, revision?: string): Model {
    const { row, config } = modelNamed(given('Model.named', id, 'an id such as "Qwen/Qwen3-8B"', isText));
    return new Model(id, config, revision, row.source);
  }

  /**
   * Any model, by its config.json.
   *
   * @param config The parsed file, for example `JSON.parse(readFileSync('config.json', 'utf8'))`.
   * @param id The repository as `organisation/name`; what the file itself says when left out.
   * @param revision A branch, tag or commit; the default branch when left out.
   */
  public static fromConfig(config: Record<string, unknown>, id?: string, revision?: string): Model {
    const named = given('Model.fromConfig', config, 'what a config.json holds')._name_or_path;
    return new Model(id ?? (typeof named === 'string' ? named : ''), config, revision);
  }

  private constructor(
    /** The repository as `organisation/name`. */
    public readonly id: string,
    /** Its config.json, or the part of it that the planner reads. */
    public readonly config: Record<string, unknown>,
    /** The branch, tag or commit, when one was chosen. */
    public readonly revision?: string,
    /** Where the config.json was read, for a model of the table. */
    public readonly source?: string,
    /** The file of the repository that holds it all, of a GGUF build. */
    public readonly ggufFile?: string,
    /** Size of that file. */
    public readonly ggufSize?: Size,
  ) {}

  /**
   * The same model as a GGUF file, for `Engine.llamaCpp`. Who quantizes a model publishes it in a repository of their own.
   *
   * @see https://huggingface.co/docs/hub/gguf
   */
  public gguf(props: GgufProps): Model {
    return new Model(props.id, this.config, props.revision, this.source, props.file, props.size);
  }
}
