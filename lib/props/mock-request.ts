import { MockMatch } from '../values/mock-match';
import { MockResponseFormat } from '../values/mock-response-format';

/**
 * What a fixture of `MockLlm` asks of a request: all of it must hold. All of it is read from the request alone, so replicas
 * agree and a restart changes nothing.
 */
export interface MockRequest {
  /**
   * The name of the model, as it stands in the request.
   *
   * @default - any
   */
  readonly model?: MockMatch;

  /**
   * What the user said last.
   *
   * @default - anything
   */
  readonly last?: MockMatch;

  /**
   * One of the messages, whoever said it.
   *
   * @default - anything
   */
  readonly any?: MockMatch;

  /**
   * The system and developer messages together.
   *
   * @default - anything
   */
  readonly system?: MockMatch;

  /**
   * What tools answered since the user last spoke; `MockMatch.nothing()` before they did.
   *
   * @default - anything
   */
  readonly toolResult?: MockMatch;

  /**
   * Names of tools that must all be offered; more may be.
   *
   * @default - any
   */
  readonly tools?: string[];

  /**
   * Which answer of the conversation it will be: 1 for the first. Calls of tools are answers too.
   *
   * @default - any
   */
  readonly turn?: number;

  /**
   * Headers by their names; one that was not sent is empty.
   *
   * @default - any
   */
  readonly header?: { [name: string]: MockMatch };

  /**
   * The form that the answer must have.
   *
   * @default - any
   */
  readonly responseFormat?: MockResponseFormat;
}
