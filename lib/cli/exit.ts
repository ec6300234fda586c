/** What the shell is told. */
export const EXIT = { fits: 0, badInput: 2, tight: 3, no: 4 } as const;

/** Something that the caller wrote and can write otherwise. */
export class BadInput extends Error {}

/** Runs what reads the caller's words: whatever it throws is about them. */
export function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new BadInput(error instanceof Error ? error.message : String(error));
  }
}
