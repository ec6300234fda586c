#!/usr/bin/env node
import { plan } from './plan';
import { BadInput, EXIT } from './exit';

const USAGE = `cdk8s-llm plan --model ID|path/to/config.json --gpu NAME [--gpus N] [--tensor-parallel N] [--max-model-len N|auto]
    [--max-num-seqs N] [--max-num-batched-tokens N] [--gpu-memory-utilization X] [--quantization Q] [--kv-cache-dtype D]
    [--vllm-version V] [--enforce-eager] [--concurrency N --mean-tokens N] [--json]
cdk8s-llm plan --dist FOLDER [--json]
Exit status: 0 it fits, 3 it is tight, 4 it does not fit, 2 bad input.
`;

function main([command, ...words]: string[]): number {
  if (command === undefined || /^(--help|-h|help)$/.test(command) || words.includes('--help')) {
    process.stdout.write(USAGE);
    return command === undefined ? EXIT.badInput : 0;
  }
  try {
    if (command !== 'plan') throw new BadInput(`there is no command "${command}"`);
    return plan(words, (text) => process.stdout.write(`${text}\n`));
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    process.stderr.write(`cdk8s-llm: ${error.message}\n`);
    return EXIT.badInput;
  }
}

process.exitCode = main(process.argv.slice(2));
