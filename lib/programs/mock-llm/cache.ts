/** Keeps what was used lately: when the younger half is full, the older one goes. Lookups take constant time. */
export class Cache<T> {
  private young = new Map<string, T>();
  private old = new Map<string, T>();
  private size = 0;

  /** In bytes, as the callers of `set` count them. */
  constructor(private readonly limit: number) {}

  get(key: string): T | undefined {
    return this.young.get(key) ?? this.old.get(key);
  }

  set(key: string, value: T, bytes: number): void {
    if (this.size + bytes > this.limit / 2) {
      this.old = this.young;
      this.young = new Map();
      this.size = 0;
    }
    this.young.set(key, value);
    this.size += bytes;
  }
}
