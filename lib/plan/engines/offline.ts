import { Problems } from '../problems';
import { Option } from './vllm-options';

/** Flags whose value is read as the name of a model on the hub, unless it is a path. */
const NAMES = ['--tokenizer', '--hf-config-path'];
const DRAFT = '--speculative-config';

/** The server asks no hub: what it reads beside the model must lie in its container, or on a volume of it. */
export function checkOffline(problems: Problems, options: readonly Option[]): void {
  for (const { flag, part, values } of options.filter(({ flag }) => NAMES.includes(flag))) {
    const [value = ''] = values;
    if (!part && value !== '' && value !== 'None' && !isPath(value)) refuse(problems, flag, value);
  }
  for (const option of options.filter(({ flag }) => flag === DRAFT)) {
    const draft = draftIn(option);
    // Without a slash it is a method, such as "ngram".
    if (draft?.includes('/') && !isPath(draft)) refuse(problems, `the "model" of ${DRAFT}`, draft);
  }
}

const refuse = (problems: Problems, what: string, got: string): void =>
  problems.add(`"extraArgs" must give ${what} as a path, got "${got}": the server asks no hub`);

const isPath = (text: string): boolean => /^[./]/.test(text);

/** Of `{"model": "a/b"}`, or of `--speculative-config.model a/b`. */
function draftIn({ word, part, values: [value = ''] }: Option): string | undefined {
  if (part) return word.endsWith('.model') ? value : undefined;
  try {
    const { model } = Object(JSON.parse(value)) as { model?: unknown };
    return typeof model === 'string' ? model : undefined;
  } catch {
    return undefined;
  }
}
