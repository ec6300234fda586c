/** What the shell is told. */
export const EXIT = { fits: 0, badInput: 2, tight: 3, no: 4 } as const;

/** Something that the caller wrote and can write otherwise. */
export class BadInput extends Error {}

/** Runs what reads the caller's words: whatever it throws is about them. @param what Where they stand. */
export function reading<T>(read: () => T, what?: string): T {
  try {
    return read();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new BadInput(what === undefined ? message : `${what}: ${message}`);
  }
}
