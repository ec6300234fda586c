import type { Duration } from 'cdk8s';

/** What goes wrong on purpose. */
export enum MockFaultType {
  /** An answer with another status. */
  ERROR = 'error',
  /** A wait before the answer. */
  SLOW = 'slow',
  /** Silence. */
  HANG = 'hang',
  /** A frame that is no JSON. */
  MALFORMED = 'malformed',
  /** A clean end that comes too early. */
  END = 'end',
  /** A cut connection. */
  CUT = 'cut',
}

/**
 * Something that goes wrong on purpose, for an app to survive. Of an answer that is no stream, the first half is sent where
 * a stream would have so many frames.
 */
export class MockFault {
  /**
   * An error instead of the answer.
   *
   * @param status 400 to 599.
   * @param retryAfter When the client may come again, at most a day: in `retry-after` and `retry-after-ms`. One second for
   * 429 when left out, else none.
   */
  public static error(status: number, retryAfter?: Duration): MockFault {
    return new MockFault(MockFaultType.ERROR, undefined, undefined, status, retryAfter);
  }

  /**
   * The answer, but late.
   *
   * @param delay At most a day; comes before the latency.
   */
  public static slow(delay: Duration): MockFault {
    return new MockFault(MockFaultType.SLOW, undefined, undefined, undefined, undefined, delay);
  }

  /**
   * An open connection on which nothing comes.
   *
   * @param after Frames of a stream that come before; none when left out.
   */
  public static hang(after?: number): MockFault {
    return new MockFault(MockFaultType.HANG, after);
  }

  /**
   * A frame in the stream that breaks off in its middle.
   *
   * @param after Frames of a stream that come before; one when left out.
   */
  public static malformed(after?: number): MockFault {
    return new MockFault(MockFaultType.MALFORMED, after);
  }

  /**
   * A stream that ends as if it were complete.
   *
   * @param after Frames of a stream that come before; one when left out.
   */
  public static end(after?: number): MockFault {
    return new MockFault(MockFaultType.END, after);
  }

  /**
   * A connection that is gone.
   *
   * @param after Frames of a stream that come before; one when left out.
   */
  public static cut(after?: number): MockFault {
    return new MockFault(MockFaultType.CUT, after);
  }

  private constructor(
    /** What goes wrong. */
    public readonly type: MockFaultType,
    /** Frames that come before, if they are counted. */
    public readonly after?: number,
    /** How often it happens to one request, if not always. */
    public readonly attempts?: number,
    /** The status, if it is an error. */
    public readonly status?: number,
    /** When the client may come again, if the error says so. */
    public readonly retryAfter?: Duration,
    /** The wait, if it is one. */
    public readonly delay?: Duration,
  ) {}

  /**
   * The same, but the retry after so many attempts succeeds. SDKs count their retries in `x-stainless-retry-count`; for other
   * clients the server counts.
   *
   * @param attempts At least 1.
   */
  public times(attempts: number): MockFault {
    return new MockFault(this.type, this.after, attempts, this.status, this.retryAfter, this.delay);
  }
}
