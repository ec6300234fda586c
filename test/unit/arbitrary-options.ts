import fc, { type Arbitrary } from 'fast-check';
import { args, mostly } from './arbitrary';

const whole = fc.integer({ min: 1, max: 512 }).map(String);
const option = fc.oneof(
  fc.constantFrom(
    ...[
      ['--enforce-eager'],
      ['--no-enable-prefix-caching'],
      ['-ep'],
      ['-O3'],
      ['--kv-cache-dtype=fp8'],
      ['--dtype', 'half'],
    ],
    ...[['--compilation-config', '{"mode": 3}'], ['-cc.mode=3'], ['--hf-overrides.rope_theta', '1e6']],
    ...[
      ['--tool-call-parser', 'hermes', '--enable-auto-tool-choice'],
      ['--root-path', '$(HOME)'],
      ['--response-role', ''],
    ],
  ),
  fc.tuple(fc.constantFrom('--max-num-seqs', '--max_loras', '--seed', '--block-size'), whole),
  fc.tuple(fc.constantFrom('--chat-template-content-format', '--convert'), fc.constant('auto')),
  fc.tuple(fc.constant('--cudagraph-capture-sizes'), whole, whole),
  whole.map((size) => [`--max-logprobs=${size}`]),
);

/** Further arguments of vLLM. */
export const options: Arbitrary<string[]> = mostly(
  fc.array(option, { maxLength: 3 }).map((words) => words.flat()),
  args.filter((words) => words.length > 0),
);
