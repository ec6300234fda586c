import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricFor, metricPrefix, type MetricUse, readsEngine } from '../../../lib/data/engine-metrics';
import rows from '../../../lib/data/engine-metric-table.json';
import { isBefore } from '../../../lib/data/versions';

const versions = test.each<[string, string, boolean]>;

versions([
  ['0.9.2', '0.10.2', true],
  ['0.10.2', '0.9.2', false],
  ['0.10.2', '0.10.2', false],
  ['0.18.0rc1', '0.18.0', false],
  ['0.17', '0.17.1', true],
  ['1.0.0', '0.99.9', false],
])('%s comes before %s: %s', (one, other, before) => {
  expect(isBefore(one, other)).toBe(before);
});

const names = test.each<[engine: string, version: string | undefined, use: MetricUse, name: string | undefined]>;

names([
  ['vllm', '0.32.0', 'waiting', 'vllm:num_requests_waiting'],
  ['vllm', '0.32.0', 'cacheUsage', 'vllm:kv_cache_usage_perc'],
  ['vllm', '0.9.2', 'cacheUsage', 'vllm:kv_cache_usage_perc'],
  ['vllm', '0.9.1', 'cacheUsage', 'vllm:gpu_cache_usage_perc'],
  ['vllm', undefined, 'cacheUsage', 'vllm:kv_cache_usage_perc'],
  ['vllm', '0.10.1', 'interToken', 'vllm:time_per_output_token_seconds'],
  ['vllm', '0.10.2', 'interToken', 'vllm:inter_token_latency_seconds'],
  ['vllm', '0.9.1', 'prefixHits', 'vllm:gpu_prefix_cache_hits_total'],
  ['sglang', undefined, 'waiting', 'sglang:num_queue_reqs'],
  ['llama.cpp', undefined, 'waiting', 'llamacpp:requests_deferred'],
  ['llama.cpp', undefined, 'cacheUsage', undefined],
  ['sglang', undefined, 'queueTime', 'sglang:queue_time_seconds'],
  ['text-embeddings-inference', undefined, 'waiting', 'te_queue_size'],
  ['another', undefined, 'waiting', undefined],
])('%s %s has for %s: %s', (engine, version, use, name) => {
  expect(metricFor(engine, version, use)?.name).toBe(name);
});

test.each(Object.entries(rows))(
  '%s: every use has a metric that is typed and labelled',
  (engine, { uses, metrics }) => {
    expect(Object.values(uses).filter((name) => !(name in metrics))).toEqual([]);
    expect(Object.keys(metrics).every((name) => name.startsWith(metricPrefix(engine)!))).toBe(true);
  },
);

test('the dictionary holds what the real engine exposed, type by type and label by label', () => {
  const seen = readFileSync(join(__dirname, '../../programs/mock-llm/vllm-metrics.txt'), 'utf8');
  const lines = seen.split('\n').filter((line) => line && !line.startsWith('#'));
  const families = new Map(
    lines.map((line) => {
      const [name = '', type = '', labels = ''] = line.split(' ');
      const family = type === 'histogram' ? name.replace(/_(bucket|count|sum)$/, '') : name;
      return [family, { type, labels: labels.split(',') }];
    }),
  );
  expect(rows.vllm.metrics).toEqual(Object.fromEntries(families));
});

const reads = test.each<[engine: string, query: string, own: boolean]>;

reads([
  ['vllm', 'sum(vllm:num_requests_waiting)', true],
  ['vllm', '{__name__="vllm:num_requests_waiting"}', true],
  ['vllm', 'sum(myvllm:num_requests_waiting)', false],
  ['text-embeddings-inference', 'te_queue_size', true],
  ['text-embeddings-inference', 'sum(rate(update_total[1m])) / state_count', false],
  ['another', 'vllm:num_requests_waiting', false],
])('of %s a query %s reads what it says itself: %s', (engine, query, own) => {
  expect(readsEngine(engine, query)).toBe(own);
});
