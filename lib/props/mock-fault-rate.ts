import { MockFault } from '../values/mock-fault';

/** Something that goes wrong with a part of all requests. */
export interface MockFaultRate {
  /** What goes wrong. */
  readonly fault: MockFault;

  /**
   * With how many requests, 0 to 1; all rates together at most 1. The request decides and not chance: the same one has
   * always the same luck, and each retry is one of its own.
   */
  readonly rate: number;
}
