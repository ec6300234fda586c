import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Mock, post, startMock } from './mock';

let mock: Mock;
afterEach(() => mock.server.drain());

/** Name, type and labels of every series, in the words of the list that a real vLLM was asked for. */
function described(text: string): string[] {
  const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name!, type!]));
  const series = [...text.matchAll(/^(vllm:\w+)\{(.*)\} /gm)].map(([, name, labels]) => {
    const type = types.get(name!) ?? types.get(name!.replace(/_(?:bucket|count|sum)$/, ''));
    const names = [...labels!.matchAll(/(\w+)="/g)].map(([, label]) => label!).filter((label) => label !== 'le');
    return `${name} ${type} ${names.sort().join(',')}`;
  });
  return [...new Set(series)].sort();
}

test('metrics are those of vLLM 0.32.0, by name, type and label', async () => {
  mock = await startMock();
  const real = readFileSync(join(__dirname, 'vllm-metrics.txt'), 'utf8').trim().split('\n');
  const text = await (await fetch(`${mock.url}/metrics`)).text();
  expect(described(text)).toEqual(real.filter((line) => !line.startsWith('#')).sort());
});

test('metrics count what was asked, in the format of Prometheus', async () => {
  mock = await startMock({ models: ['a "b"'] });
  await post(`${mock.url}/v1/chat/completions`, {
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: 'Hi' }],
  });
  const response = await fetch(`${mock.url}/metrics`);
  const text = await response.text();
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(text).toContain(
    '# TYPE vllm:num_requests_waiting gauge\nvllm:num_requests_waiting{engine="0",model_name="a \\"b\\""} 0.0\n',
  );
  expect(text).toContain('vllm:request_success_total{engine="0",model_name="a \\"b\\"",finished_reason="stop"} 1.0\n');
  expect(text).toContain('vllm:generation_tokens_total{engine="0",model_name="a \\"b\\""} 7.0\n');
  expect(text).toContain('vllm:time_to_first_token_seconds_bucket{engine="0",model_name="a \\"b\\"",le="+Inf"} 1.0\n');
  const series = text.split('\n').filter((line) => line && !line.startsWith('#'));
  expect(
    series.filter((line) => !/^vllm:\w+\{(?:\w+="(?:[^"\\]|\\.)*",?)+\} \d+(?:\.\d+)?(?:e-\d+)?$/.test(line)),
  ).toEqual([]);
});
