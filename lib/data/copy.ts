/** A copy of a list or a map. What is neither stays as it is: the rule that refuses it shows what was given. */
export function copyOf<T>(given: T): T {
  if (Array.isArray(given)) return [...(given as unknown[])] as T;
  return typeof given === 'object' && given !== null ? { ...given } : given;
}
