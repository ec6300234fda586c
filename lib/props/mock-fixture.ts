import { MockAnswer } from '../values/mock-answer';
import { MockRequest } from './mock-request';

/** What `MockLlm` answers to which requests. The first fixture that fits answers. */
export interface MockFixture {
  /**
   * Its name in messages, another for each.
   *
   * @default - its place, for example `fixtures[0]`
   */
  readonly name?: string;

  /**
   * Which requests it answers.
   *
   * @default - all of them
   */
  readonly when?: MockRequest;

  /** What it answers. */
  readonly answer: MockAnswer;
}
