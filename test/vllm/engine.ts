import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Installs the real vLLM on its first run, and serves a tiny model. */
export const serve = join(__dirname, '../../../shared/vllm/serve');
export const home = process.env['VLLM_HOME'] ?? join(homedir(), '.cache/vllm-cpu');

/** What the real `vllm serve` says against each argument list, if anything, and the flags that it knows. */
export interface Answer {
  readonly verdicts: Readonly<Record<string, readonly (string | null)[]>>;
  readonly flags: unknown;
}

/** One process for all questions: vLLM takes 10 seconds to load. */
export function ask(commands: Readonly<Record<string, readonly (readonly string[])[]>>): Answer {
  const answer = execFileSync(join(home, 'vllm/bin/python'), [join(__dirname, 'parse.py')], {
    input: JSON.stringify(commands),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'], // vLLM says there what it found of the machine
    timeout: 240_000,
    maxBuffer: 1 << 26,
  });
  return JSON.parse(answer.trimEnd().split('\n').at(-1)!) as Answer;
}
