import { EngineName, EngineRow } from '../../data/engines';
import type { GpuInferenceProps } from '../../props/gpu-inference-props';
import { Host } from '../gpu/host';
import { Problems } from '../problems';

/** What the rest of the plan decided for the engine. */
export interface ServerFacts {
  readonly engineName: EngineName;
  readonly engine: EngineRow;
  readonly image: string;
  /** Of the engine, when its image says it. */
  readonly version?: string;
  readonly maxModelLen: number;
  readonly servedModelName: string;
  readonly embeds: boolean;
  readonly drainSeconds: number;
  readonly startupSeconds: number;
  readonly host: Host;
  /** The folder with the weights. */
  readonly modelPath: string;
  /** Whole cores that it can count on. */
  readonly cores: number;
}

/** How an engine is told what it serves. */
export type ArgumentsOf = (problems: Problems, props: GpuInferenceProps, facts: ServerFacts) => string[];
