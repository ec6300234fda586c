import { arrayOf, closedObject, integer, nonEmpty, Shape, string } from '../shape';

/** A response of a real server, given again to the very same request. */
export interface Recording {
  /** The hash of the request. */
  readonly request: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** By the hash of the request. */
export type Recordings = ReadonlyMap<string, Recording>;

const list = arrayOf(
  closedObject({ request: nonEmpty(string), status: integer(200, 599), contentType: nonEmpty(string), body: string }),
);

export const recordings: Shape<Recordings> = (value, path) =>
  new Map(list(value, path).map((recording) => [recording.request, recording]));
