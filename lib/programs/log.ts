export type Log = (event: string, details?: Record<string, unknown>) => void;

/** Writes each event as one JSON line to stdout. */
export function logger(program: string): Log {
  return (event, details) =>
    console.log(JSON.stringify({ time: new Date().toISOString(), program, event, ...details }));
}
