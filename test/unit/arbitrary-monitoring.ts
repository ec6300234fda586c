import fc from 'fast-check';
import type * as door from '../../lib';
import { labels, number, some, text, theirs } from './arbitrary';

export const monitoring = some<door.MonitoringProps>({
  path: text(/^\/[a-z]{0,20}$/),
  intervalSeconds: number(1, 3600),
  labels,
  namespace: theirs,
  scraperLabels: labels,
  dashboard: fc.boolean(),
});
