import type { Construct } from 'constructs';

/** Says what is no error and may be a mistake: a line each on stderr, while the program runs. */
export function warn(scope: Construct, warnings: Iterable<string>): void {
  for (const warning of warnings)
    process.stderr.write(`${scope.node.path} (${scope.constructor.name}): warning: ${warning}\n`);
}
