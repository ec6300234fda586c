import type { KubeObject } from '../synth';
import { edgeRules } from './edge-rules';
import { objectRules } from './object-rules';
import { platformRules } from './platform-rules';
import { podRules } from './pod-rules';

/** What must hold for everything that this library writes, whatever the props. */
export const rules = { ...podRules, ...objectRules, ...platformRules, ...edgeRules };

/** The breaches of all rules. */
export const breaches = (objects: readonly KubeObject[]): string[] =>
  Object.values(rules).flatMap((rule) => rule(objects));
