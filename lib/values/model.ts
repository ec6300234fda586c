/**
 * A model of the Hugging Face hub.
 *
 * @see https://huggingface.co/models
 */
export class Model {
  /**
   * @param id The repository as `organisation/name`, for example `Qwen/Qwen3-8B`.
   * @param revision A branch, tag or commit; the default branch when left out.
   */
  public static named(id: string, revision?: string): Model {
    return new Model(id, revision);
  }

  private constructor(
    /** The repository as `organisation/name`. */
    public readonly id: string,
    /** The branch, tag or commit, when one was chosen. */
    public readonly revision?: string,
  ) {}
}
