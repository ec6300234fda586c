/** One JSON line per notable event. Prompts, answers and keys never go in here. */
export function log(event: string, details: object = {}): void {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), event, ...details })}\n`);
}
