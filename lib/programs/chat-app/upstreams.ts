import type { Log } from '../log';
import { call } from './openai';
import type { Passages } from './passages';
import type { Model, Settings } from './settings';
import { blaming, UpstreamError, type Upstream, upstreams } from './upstream-error';

/** `reason` is empty while it is up. */
export interface State {
  readonly up: boolean;
  readonly reason: string;
}

const everyMs = 10_000;
const patienceMs = 2_000;

/** Knows which of the things that the app depends on are there, from looking every ten seconds. */
export class Upstreams {
  private readonly states = new Map<Upstream, State>();
  private readonly checks: Readonly<Record<Upstream, () => Promise<void>>>;

  constructor(
    { llm, embeddings }: Settings,
    passages: Passages,
    private readonly log: Log,
  ) {
    this.checks = {
      llm: () => checkModel('llm', llm),
      embeddings: () => checkModel('embeddings', embeddings),
      database: () => passages.ping(),
    };
  }

  state(upstream: Upstream): State {
    return this.states.get(upstream) ?? { up: false, reason: 'not checked yet' };
  }

  watch(): void {
    const all = (): void => upstreams.forEach((upstream) => void this.check(upstream));
    all();
    setInterval(all, everyMs).unref();
  }

  async check(upstream: Upstream): Promise<void> {
    const state = await blaming(upstream, () => inTime(this.checks[upstream]())).then(
      () => ({ up: true, reason: '' }),
      (error: unknown) => ({ up: false, reason: (error as UpstreamError).reason }),
    );
    if (state.reason !== this.states.get(upstream)?.reason) this.log('upstream', { upstream, ...state });
    this.states.set(upstream, state);
  }
}

/** A server that has no list of models is there all the same. */
async function checkModel(upstream: Upstream, model: Model): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs);
  const response = await call(upstream, model, { path: '/models', signal }).catch((error: unknown) => {
    if (![404, 405].includes((error as UpstreamError).status ?? 0)) throw error;
  });
  const { data = [] } = response ? ((await response.json()) as { data?: readonly { id: string }[] }) : {};
  if (data.length > 0 && !data.some(({ id }) => id === model.name))
    throw new UpstreamError(upstream, `it does not serve "${model.name}"`);
}

function inTime(work: Promise<void>): Promise<void> {
  const timeout = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new DOMException('', 'TimeoutError')), patienceMs).unref();
  });
  return Promise.race([work, timeout]);
}
