import { type Upstream, upstreams } from './upstream-error';
import type { Upstreams } from './upstreams';

/** Whose fault an error is: an upstream's, or ours. */
export type Cause = Upstream | 'app';

/** What happened since the process started, in the text format of Prometheus. */
export class Metrics {
  static readonly contentType = 'text/plain; version=0.0.4; charset=utf-8';

  questions = 0;
  documents = 0;
  readonly errors: Record<Cause, number> = { llm: 0, embeddings: 0, database: 0, app: 0 };

  render(states: Upstreams): string {
    return [
      '# HELP chat_app_upstream_up Whether the last check found it (1) or not (0).',
      '# TYPE chat_app_upstream_up gauge',
      ...upstreams.map(
        (upstream) => `chat_app_upstream_up{upstream="${upstream}"} ${states.state(upstream).up ? 1 : 0}`,
      ),
      '# HELP chat_app_questions_total Questions asked.',
      '# TYPE chat_app_questions_total counter',
      `chat_app_questions_total ${this.questions}`,
      '# HELP chat_app_documents_total Documents stored.',
      '# TYPE chat_app_documents_total counter',
      `chat_app_documents_total ${this.documents}`,
      '# HELP chat_app_errors_total Requests that failed, by whose fault it was.',
      '# TYPE chat_app_errors_total counter',
      ...Object.entries(this.errors).map(([cause, count]) => `chat_app_errors_total{cause="${cause}"} ${count}`),
      '',
    ].join('\n');
  }
}
