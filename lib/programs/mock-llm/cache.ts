/** Keeps what was used lately: when the younger half is full, the older one goes. Every step takes constant time. */
export class Cache<T> {
  private young = new Map<string, Entry<T>>();
  private old = new Map<string, Entry<T>>();
  private size = 0;

  /** In bytes, as the callers of `set` count them. */
  constructor(private readonly limit: number) {}

  get(key: string): T | undefined {
    const entry = this.young.get(key);
    if (entry) return entry.value;
    const older = this.old.get(key);
    if (older) this.set(key, older.value, older.bytes);
    return older?.value;
  }

  set(key: string, value: T, bytes: number): void {
    if (this.size + bytes > this.limit / 2) {
      this.old = this.young;
      this.young = new Map();
      this.size = 0;
    }
    this.young.set(key, { value, bytes });
    this.size += bytes;
  }
}

interface Entry<T> {
  readonly value: T;
  readonly bytes: number;
}
