import { Environment } from '../environment';

export interface Settings {
  readonly model: string;
  /** A branch, tag or commit. */
  readonly revision: string;
  /** The one file that is wanted, and its other parts if it has any; without it, all that vLLM needs. */
  readonly file?: string;
  /** Holds a folder per model and revision. */
  readonly root: string;
  /** The name of this one's. */
  readonly folder: string;
  readonly endpoint: string;
  readonly token?: string;
  /** Whether the folders of other models make room. */
  readonly removeOthers: boolean;
}

export function settingsFrom(variables: NodeJS.ProcessEnv): Settings {
  const env = new Environment(variables);
  const settings = {
    model: env.text('MODEL'),
    revision: env.text('REVISION', 'main'),
    file: env.optional('MODEL_FILE'),
    root: env.text('MODELS_DIR', '/models'),
    folder: env.text('MODEL_FOLDER'),
    endpoint: env.url('HF_ENDPOINT', 'https://huggingface.co'),
    token: env.optional('HF_TOKEN'),
    removeOthers: env.optional('REMOVE_OTHERS') === 'true',
  };
  env.check();
  return settings;
}
