import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { configMap } from '../manifest/configuration';
import { checksum } from '../plan/checksum';
import { ProgramRef } from '../plan/site';
import { emit } from './emit';
import { LlmChart } from './llm-chart';

/** Where `npm run prepare` puts the bundles; found by the package's own name, from the sources as from the compiled files. */
const BUNDLES = join(dirname(require.resolve('cdk8s-llm/package.json')), 'build', 'programs');

/** The ConfigMap with an embedded program's text, one per chart however many constructs run it. */
export function programOf(construct: Construct, name: string): ProgramRef {
  const chart = Chart.of(construct);
  const text = readFileSync(join(BUNDLES, `${name}.js`), 'utf8');
  const file = `${name}.js`;
  const ref = { name, configMap: `${chart.node.id}-program-${name}`, checksum: checksum(text) };
  const holder = LlmChart._tryCast(chart)?.programs ?? chart;
  if (!holder.node.tryFindChild(`program-${name}`)) {
    const labels = { 'app.kubernetes.io/managed-by': 'cdk8s-llm', 'app.kubernetes.io/part-of': chart.node.id };
    const meta = { name: ref.configMap, namespace: chart.namespace, labels, annotations: {} };
    emit(holder, `program-${name}`, configMap({ meta, data: { [file]: text } }));
  }
  return ref;
}
