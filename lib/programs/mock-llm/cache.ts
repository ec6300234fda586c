/**
 * Keeps what is asked for again and again. What comes for the first time is only remembered to have come: most requests
 * come once, and keeping them would cost more than answering them. When the younger half is full, the older one goes.
 */
export class Cache<T> {
  private young = new Map<string, Entry<T>>();
  private old = new Map<string, Entry<T>>();
  private size = 0;
  /** The hash that came last, by its low bits. */
  private readonly seen = new Uint32Array(2 ** 16);

  /** In bytes, as the callers of `offer` count them. */
  constructor(private readonly limit: number) {}

  get(key: string): T | undefined {
    const entry = this.young.get(key);
    if (entry) return entry.value;
    const older = this.old.get(key);
    if (older) this.set(key, older.value, older.bytes);
    return older?.value;
  }

  /** `hash` has 32 bits, and is the same for the same key. */
  offer(key: string, hash: number, value: T, bytes: number): void {
    const place = hash % this.seen.length;
    if (this.seen[place] === hash) this.set(key, value, bytes);
    this.seen[place] = hash;
  }

  private set(key: string, value: T, bytes: number): void {
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
