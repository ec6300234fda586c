/** Waits until `condition` gives something true, and returns it; an error that it throws counts as "not yet". */
export async function until<T>(what: string, condition: () => Promise<T>, seconds = 90): Promise<NonNullable<T>> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await condition().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if ('value' in found && found.value) return found.value;
    if (Date.now() > deadline) {
      const last = 'error' in found ? String(found.error) : JSON.stringify(found.value);
      throw new Error(`not in ${seconds} s: ${what}; last: ${last}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
