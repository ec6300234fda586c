import type { Log } from '../log';
import type { Metrics } from './metrics';
import type { Passages } from './passages';
import type { Settings } from './settings';
import type { Upstreams } from './upstreams';

/** What every request may use. */
export interface App {
  readonly settings: Settings;
  readonly passages: Passages;
  readonly upstreams: Upstreams;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Set once, when the process is asked to end. */
  draining: boolean;
}
