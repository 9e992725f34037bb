/** What a table tells of its rows to whoever saves them. */
export interface TableWatch {
  /** A row was put there, or given to somebody who may change it. */
  touched(key: string): void;
  /** A row that was not there before is there, behind all others. */
  added(key: string): void;
  removed(key: string): void;
}

/** Records by key, in order of creation. What `get` and `values` give is the record itself: change it in place. */
export class Table<T> extends Map<string, T> {
  #watch: TableWatch | undefined;

  /** Tells from now on. */
  watch(watch: TableWatch): void {
    this.#watch = watch;
  }

  all(where: (row: T) => boolean = () => true): T[] {
    const rows: T[] = [];
    for (const [key, row] of this.unwatched())
      if (where(row)) {
        this.#watch?.touched(key);
        rows.push(row);
      }
    return rows;
  }
  find(where: (row: T) => boolean): T | undefined {
    for (const [key, row] of this.unwatched())
      if (where(row)) {
        this.#watch?.touched(key);
        return row;
      }
    return undefined;
  }

  /** For whoever changes none of them. */
  unwatched(): MapIterator<[string, T]> {
    return super.entries();
  }
  /** For whoever does not change it. */
  peek(key: string): T | undefined {
    return super.get(key);
  }

  override get(key: string): T | undefined {
    const row = super.get(key);
    if (row !== undefined) this.#watch?.touched(key);
    return row;
  }
  override set(key: string, row: T): this {
    // The constructor of a map sets rows before there can be a watch.
    const watch = #watch in this ? this.#watch : undefined;
    if (watch && !super.has(key)) watch.added(key);
    else watch?.touched(key);
    return super.set(key, row);
  }
  override delete(key: string): boolean {
    const was = super.delete(key);
    if (was) this.#watch?.removed(key);
    return was;
  }
  override clear(): void {
    for (const key of this.keys()) this.#watch?.removed(key);
    super.clear();
  }
  override *entries(): MapIterator<[string, T]> {
    for (const entry of this.unwatched()) {
      this.#watch?.touched(entry[0]);
      yield entry;
    }
  }
  override *values(): MapIterator<T> {
    for (const [, row] of this.entries()) yield row;
  }
  override [Symbol.iterator](): MapIterator<[string, T]> {
    return this.entries();
  }
  override forEach(work: (row: T, key: string, table: Map<string, T>) => void): void {
    for (const [key, row] of this.entries()) work(row, key, this);
  }
}
