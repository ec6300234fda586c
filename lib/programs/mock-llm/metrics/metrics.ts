import { Work } from '../call';
import { decimal, Histogram } from './histogram';
import { CACHE_CONFIG, HistogramName, HISTOGRAMS, ZEROS } from './names';

/** When things happened to one request, in milliseconds of one clock. */
export interface Times {
  readonly arrived: number;
  readonly started: number;
  readonly first: number;
  readonly ended: number;
}

export type Ending = 'stop' | 'length' | 'abort' | 'error';

const ENDINGS = ['stop', 'length', 'abort', 'error', 'repetition'] as const;

/** What vLLM would count for one model. */
class ModelMetrics {
  running = 0;
  waiting = 0;
  promptTokens = 0;
  generationTokens = 0;
  readonly endings = { stop: 0, length: 0, abort: 0, error: 0, repetition: 0 };
  readonly histograms = new Map(
    Object.entries(HISTOGRAMS).map(([name, { bounds }]) => [name as HistogramName, new Histogram(bounds)]),
  );

  observe(name: HistogramName, value: number, times?: number): void {
    this.histograms.get(name)!.observe(value, times);
  }
}

export class Metrics {
  private readonly models = new Map<string, ModelMetrics>();

  of(model: string): ModelMetrics {
    const known = this.models.get(model);
    if (known) return known;
    const fresh = new ModelMetrics();
    this.models.set(model, fresh);
    return fresh;
  }

  /** A request that came to an end, good or bad. */
  finished({ model, promptTokens, completionTokens, n, maxTokens }: Work, times: Times, ending: Ending): void {
    const counts = this.of(model);
    const seconds = (from: keyof Times, to: keyof Times): number => (times[to] - times[from]) / 1000;
    const decode = seconds('first', 'ended');
    const gaps = Math.max(0, Math.round(completionTokens / n) - 1);
    counts.endings[ending] += n;
    counts.promptTokens += promptTokens;
    counts.generationTokens += completionTokens;
    counts.observe('e2e_request_latency_seconds', seconds('arrived', 'ended'));
    counts.observe('request_queue_time_seconds', seconds('arrived', 'started'));
    counts.observe('request_prefill_time_seconds', seconds('started', 'first'));
    counts.observe('request_inference_time_seconds', seconds('started', 'ended'));
    counts.observe('request_decode_time_seconds', decode);
    counts.observe('time_to_first_token_seconds', seconds('arrived', 'first'));
    if (gaps > 0) counts.observe('inter_token_latency_seconds', decode / gaps, gaps);
    if (gaps > 0) counts.observe('request_time_per_output_token_seconds', decode / gaps);
    counts.observe('iteration_tokens_total', promptTokens + 1);
    if (gaps > 0) counts.observe('iteration_tokens_total', 1, gaps);
    counts.observe('request_prompt_tokens', promptTokens);
    counts.observe('request_prefill_kv_computed_tokens', promptTokens);
    counts.observe('request_generation_tokens', completionTokens);
    counts.observe('request_max_num_generation_tokens', completionTokens / n);
    counts.observe('request_num_preemptions', 0);
    if (Number.isFinite(maxTokens)) counts.observe('request_params_max_tokens', maxTokens);
    counts.observe('request_params_n', n);
  }

  /** In the text format of Prometheus. */
  text(): string {
    return `${[...this.lines()].join('\n')}\n`;
  }

  private *lines(): Iterable<string> {
    const each = (labels: string[], value: (counts: ModelMetrics, index: number) => number): [string, number][] =>
      [...this.models].flatMap(([model, counts]) =>
        labels.map((more, index): [string, number] => [`${label(model)}${more}`, value(counts, index)]),
      );
    yield* family(
      'num_requests_running',
      'gauge',
      'Requests being answered',
      each([''], ({ running }) => running),
    );
    yield* family(
      'num_requests_waiting',
      'gauge',
      'Requests in the queue',
      each([''], ({ waiting }) => waiting),
    );
    const reasons = [',reason="capacity"', ',reason="deferred"'];
    const byReason = each(reasons, ({ waiting }, index) => (index === 0 ? waiting : 0));
    yield* family('num_requests_waiting_by_reason', 'gauge', 'Requests in the queue, by reason', byReason);
    const sleeping = ['awake', 'weights_offloaded', 'discard_all'].map((state) => `,sleep_state="${state}"`);
    const awake = each(sleeping, (_, index) => (index === 0 ? 1 : 0));
    yield* family('engine_sleep_state', 'gauge', 'Which state the engine is in', awake);
    const prompt = each([''], ({ promptTokens }) => promptTokens);
    yield* family('prompt_tokens_total', 'counter', 'Prompt tokens', prompt);
    yield* family('prefix_cache_queries_total', 'counter', 'Tokens looked up in the prefix cache', prompt);
    const sources = ['local_compute', 'local_cache_hit', 'external_kv_transfer'].map((name) => `,source="${name}"`);
    const bySource = each(sources, ({ promptTokens }, index) => (index === 0 ? promptTokens : 0));
    yield* family('prompt_tokens_by_source_total', 'counter', 'Prompt tokens, by source', bySource);
    const generated = each([''], ({ generationTokens }) => generationTokens);
    yield* family('generation_tokens_total', 'counter', 'Generated tokens', generated);
    const reasonLabels = ENDINGS.map((ending) => `,finished_reason="${ending}"`);
    const ended = each(reasonLabels, ({ endings }, index) => endings[ENDINGS[index]!]);
    yield* family('request_success_total', 'counter', 'Requests that came to an end, by reason', ended);
    const rejected = [...this.models.keys()].map((name): [string, number] => [
      `model_name="${escaped(name)}",reason="queue_full"`,
      0,
    ]);
    yield* family('admission_rejections_total', 'counter', 'Requests refused at the door', rejected);
    for (const [name, type, help, labels] of ZEROS)
      yield* family(
        name,
        type,
        help,
        each(labels, () => 0),
      );
    yield* family('cache_config_info', 'gauge', 'How the KV cache is set up', [[CACHE_CONFIG, 1]]);
    for (const [name, { help }] of Object.entries(HISTOGRAMS)) {
      yield* header(name, 'histogram', help);
      for (const [model, { histograms }] of this.models)
        yield* histograms.get(name as HistogramName)!.lines(`vllm:${name}`, label(model));
    }
  }
}

function* family(
  name: string,
  type: string,
  help: string,
  series: readonly (readonly [string, number])[],
): Iterable<string> {
  yield* header(name, type, help);
  for (const [labels, value] of series) yield `vllm:${name}{${labels}} ${decimal(value)}`;
}

function* header(name: string, type: string, help: string): Iterable<string> {
  yield `# HELP vllm:${name} ${help}`;
  yield `# TYPE vllm:${name} ${type}`;
}

const label = (model: string): string => `engine="0",model_name="${escaped(model)}"`;

const escaped = (text: string): string =>
  text.replace(/["\\\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`));
