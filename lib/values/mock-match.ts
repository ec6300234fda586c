/** How a text of a request is compared. */
export enum MockMatchType {
  /** It is this text and nothing else. */
  EXACT = 'exact',
  /** It has this text in it. */
  CONTAINS = 'contains',
  /** A regular expression finds something in it. */
  REGEX = 'regex',
  /** It is not empty. */
  SOMETHING = 'something',
  /** It is empty. */
  NOTHING = 'nothing',
}

/** What a fixture of `MockLlm` wants a text of a request to be. */
export class MockMatch {
  /** The whole text, letter by letter. */
  public static exact(text: string): MockMatch {
    return new MockMatch(MockMatchType.EXACT, text);
  }

  /** A part of the text; capitals count. */
  public static contains(text: string): MockMatch {
    return new MockMatch(MockMatchType.CONTAINS, text);
  }

  /**
   * A regular expression of JavaScript, as Node 22 reads it. What its groups catch can be used in the answer: of a pattern
   * for `last`, `{{last.1}}` and, where the group has the name `city`, `{{last.city}}`.
   *
   * @param pattern Without slashes around it.
   * @param flags `u` when left out; `g` and `y` are refused.
   * @see https://developer.mozilla.org/en-US/docs/Web/JavaScript/Guide/Regular_expressions
   */
  public static regex(pattern: string, flags?: string): MockMatch {
    return new MockMatch(MockMatchType.REGEX, pattern, flags);
  }

  /** Any text but the empty one. */
  public static something(): MockMatch {
    return new MockMatch(MockMatchType.SOMETHING);
  }

  /** The empty text: what was not sent. */
  public static nothing(): MockMatch {
    return new MockMatch(MockMatchType.NOTHING);
  }

  private constructor(
    /** How the text is compared. */
    public readonly type: MockMatchType,
    /** The text or the pattern to compare with, if there is one. */
    public readonly text?: string,
    /** Flags of the regular expression, if it has any of its own. */
    public readonly flags?: string,
  ) {}
}
