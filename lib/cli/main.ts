#!/usr/bin/env node
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BadInput, EXIT } from './exit';
import { plan } from './plan';

const USAGE = `cdk8s-llm plan --model ID|path/to/config.json --gpu NAME [--gpus N] [--tensor-parallel N] [--max-model-len N|auto]
    [--max-num-seqs N] [--max-num-batched-tokens N] [--gpu-memory-utilization X] [--quantization Q] [--kv-cache-dtype D]
    [--vllm-version V] [--enforce-eager] [--concurrency N --mean-tokens N] [--json]
cdk8s-llm plan --dist FOLDER [--json]
Exit status: 0 it fits, 3 it is tight, 4 it does not fit, 2 bad input.

cdk8s-llm mock: an LLM that says what it is told to; "cdk8s-llm mock --help" says how.
`;

function main([command, ...words]: string[]): number {
  if (command === undefined || /^(--help|-h|help)$/.test(command) || words.includes('--help')) {
    process.stdout.write(USAGE);
    return command === undefined ? EXIT.badInput : 0;
  }
  try {
    if (command !== 'plan') throw new BadInput(`there are two commands, "plan" and "mock", but not "${command}"`);
    return plan(words, (text) => process.stdout.write(`${text}\n`));
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    process.stderr.write(`cdk8s-llm: ${error.message}\n`);
    return EXIT.badInput;
  }
}

/** A bundle that reads the same words, and loads nothing of the planner. */
function mock(): void {
  const ours = createRequire(__filename);
  ours(join(dirname(ours.resolve('cdk8s-llm/package.json')), 'build/programs/cli.js'));
}

if (process.argv[2] === 'mock') mock();
else process.exitCode = main(process.argv.slice(2));
