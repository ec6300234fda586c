import { copyOf } from '../data/copy';
import { MockError } from './mock-error';
import { MockFault } from './mock-fault';
import { MockLatency } from './mock-latency';
import { MockToolCall } from './mock-tool-call';

/** What a fixture answers with. */
export enum MockAnswerType {
  /** A text. */
  TEXT = 'text',
  /** A text that is JSON. */
  JSON = 'json',
  /** Calls of tools. */
  TOOL_CALLS = 'toolCalls',
  /** An error. */
  ERROR = 'error',
}

/**
 * What a fixture of `MockLlm` answers. Its texts are templates: `{{last}}`, `{{system}}`, `{{toolResult}}`, `{{model}}`,
 * `{{turn}}`, `{{reply}}` (the mock's own words), and what the fixture's regular expressions caught, as `{{last.city}}`.
 */
export class MockAnswer {
  /** @param text A template. */
  public static text(text: string): MockAnswer {
    return new MockAnswer(MockAnswerType.TEXT, text);
  }

  /**
   * A text that is JSON, written after its templates are filled: quotes in what was asked do no harm.
   *
   * @param value Texts, numbers, booleans, null, lists and maps of them.
   */
  public static json(value: unknown): MockAnswer {
    return new MockAnswer(MockAnswerType.JSON, undefined, value);
  }

  /**
   * One call or several parallel ones.
   *
   * @param text A template, for what is said beside them.
   */
  public static toolCalls(calls: MockToolCall[], text?: string): MockAnswer {
    return new MockAnswer(MockAnswerType.TOOL_CALLS, text, undefined, copyOf(calls));
  }

  /** An error, at once. */
  public static error(error: MockError): MockAnswer {
    return new MockAnswer(MockAnswerType.ERROR, undefined, undefined, [], copyOf(error));
  }

  private constructor(
    /** What it answers with. */
    public readonly type: MockAnswerType,
    /** The template, if it says a text. */
    public readonly template?: string,
    /** The JSON, if it is some. */
    public readonly value?: unknown,
    private readonly wanted: MockToolCall[] = [],
    /** The error, if it is one. */
    public readonly failure?: MockError,
    /** Its own latency, if it has one. */
    public readonly latency?: MockLatency,
    /** What goes wrong with it, if anything does. */
    public readonly fault?: MockFault,
  ) {}

  /** The calls of tools: a copy. */
  public get calls(): MockToolCall[] {
    return copyOf(this.wanted);
  }

  /**
   * The same, faster or slower than others: what is given wins over the `latency` of the server.
   *
   * @throws if nothing is given.
   */
  public withLatency(latency: MockLatency): MockAnswer {
    refuseNothing('withLatency', 'a latency such as { firstToken: Duration.millis(200) }', latency);
    const { type, template, value, wanted, failure, fault } = this;
    return new MockAnswer(type, template, value, wanted, failure, copyOf(latency), fault);
  }

  /**
   * The same, spoilt.
   *
   * @throws if nothing is given.
   */
  public withFault(fault: MockFault): MockAnswer {
    refuseNothing('withFault', 'a fault such as MockFault.cut(3)', fault);
    const { type, template, value, wanted, failure, latency } = this;
    return new MockAnswer(type, template, value, wanted, failure, latency, fault);
  }
}

/** The answer would be as good as new, and the rules could not tell that another was meant. */
function refuseNothing(method: string, allowed: string, given: object | undefined): void {
  if (given === undefined) throw new Error(`${method} must be given ${allowed}, got nothing`);
}
