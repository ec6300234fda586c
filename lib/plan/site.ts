import { PlatformPlan } from './platform';

/** Where a construct stands in the tree: all that a plan may know about it. */
export interface Site {
  /** The class, for error messages. */
  readonly construct: string;
  /** The path in the tree, for error messages. */
  readonly path: string;
  readonly chart: string;
  readonly id: string;
  readonly namespace?: string;
  readonly platform: PlatformPlan;
}

/** An embedded program: the ConfigMap that holds its text, and the text's checksum. */
export interface ProgramRef {
  readonly name: string;
  readonly configMap: string;
  readonly checksum: string;
}
