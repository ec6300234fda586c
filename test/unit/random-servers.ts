import { App } from 'cdk8s';
import fc, { type Arbitrary } from 'fast-check';
import * as door from '../../lib';
import * as arbitrary from './arbitrary-server';
import type { KubeObject } from './synth';

/** What becomes of one set of props: manifests, or an error. */
export interface Outcome {
  readonly construct: string;
  readonly path: string;
  readonly props: door.GpuInferenceProps;
  readonly objects?: readonly KubeObject[];
  /** The embedded programs, which are the same for all. */
  readonly programs: () => readonly KubeObject[];
  readonly error?: unknown;
}

type Make = (chart: door.LlmChart, props: door.GpuInferenceProps) => unknown;

/** The servers, and of how many sets in ten each is tried. */
const SERVERS: readonly [construct: string, share: number, props: Arbitrary<door.GpuInferenceProps>, make: Make][] = [
  ['GpuInference', 6, arbitrary.gpuInference, (chart, props) => new door.GpuInference(chart, 'it', props)],
  ['KServeInference', 2, arbitrary.kserveInference, (chart, props) => new door.KServeInference(chart, 'it', props)],
  [
    'EmbeddingInference',
    2,
    arbitrary.embeddingInference,
    (chart, props) => new door.EmbeddingInference(chart, 'it', props),
  ],
];
const platform = fc.constantFrom(...door.KubernetesVersion.all()).map((kubernetes) => ({ kubernetes }));

/** Servers of so many sets of props, the same ones each time, in a namespace that need not be there. */
export function* randomServers(amount: number, namespace: string): Generator<Outcome> {
  for (const [construct, share, props, make] of SERVERS) {
    const sets = fc.sample(fc.tuple(props, platform), { seed: 20_261_121, numRuns: (amount * share) / 10 });
    for (const [index, [given, on]] of sets.entries()) {
      // In an app of its own: the names of two sets may be the same.
      const id = `${construct.toLowerCase()}-${index}`;
      const chart = new door.LlmChart(new App(), id, { namespace, createNamespace: false, platform: on });
      const programs = () => chart.programs.toJson() as KubeObject[];
      yield { construct, path: `${id}/it`, props: given, programs, ...outcomeOf(chart, given, make) };
    }
  }
}

function outcomeOf(
  chart: door.LlmChart,
  props: door.GpuInferenceProps,
  make: Make,
): Pick<Outcome, 'objects' | 'error'> {
  try {
    make(chart, props);
    return { objects: chart.toJson() as KubeObject[] };
  } catch (error) {
    return { error };
  }
}

/** Whether a set was refused in words, at the construct's own path. */
export const ofOurs = ({ error, path, construct }: Outcome): boolean =>
  error instanceof Error && new RegExp(`^${path} \\(${construct}\\): \\d+ problems?\\n`).test(error.message);

/** Without the warnings of tight plans and short timeouts: there are thousands. */
export function quietly<T>(run: () => T): T {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return run();
  } finally {
    write.mockRestore();
  }
}
