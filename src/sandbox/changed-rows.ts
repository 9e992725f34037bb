import type { Table } from './table.js';
import type { RowChange, WorldChanges } from './world-data.js';

/**
 * Knows which rows of a world's tables may have changed since they were saved. A row is changed in place, so each that a
 * table has given to somebody counts. Whether it has changed is seen by its text.
 */
export class ChangedRows {
  /** By table and key: whether the row was removed meanwhile. */
  readonly #touched = new Map<string, Map<string, { readonly wasRemoved: boolean }>>();
  /** By table and key: the text that was saved last. */
  readonly #texts = new Map<string, Map<string, string>>();
  readonly #toJson: (row: unknown) => unknown;

  /** @param toJson a row as JSON has it */
  constructor(toJson: (row: unknown) => unknown) {
    this.#toJson = toJson;
  }

  watch(name: string, table: Table<unknown>): void {
    table.watch({
      touched: (key) => {
        const touched = this.#touchedIn(name);
        if (!touched.has(key)) touched.set(key, { wasRemoved: false });
      },
      added: (key) => {
        const touched = this.#touchedIn(name);
        const { wasRemoved = false } = touched.get(key) ?? {};
        touched.delete(key);
        touched.set(key, { wasRemoved });
      },
      removed: (key) => {
        this.#texts.get(name)?.delete(key);
        this.#touchedIn(name).set(key, { wasRemoved: true });
      },
    });
  }

  /** By table, what has changed since it was asked last. */
  take(tables: ReadonlyMap<string, Table<unknown>>): WorldChanges['tables'] {
    const changes: { [name: string]: readonly RowChange[] } = {};
    for (const [name, keys] of this.#touched) {
      const table = tables.get(name);
      if (!table) continue;
      const changed = [...keys].flatMap(([key, { wasRemoved }]) => this.#changesOf(name, table, key, wasRemoved));
      if (changed.length > 0) changes[name] = changed;
    }
    this.#touched.clear();
    return changes;
  }

  forget(): void {
    this.#touched.clear();
    this.#texts.clear();
  }

  #changesOf(name: string, table: Table<unknown>, key: string, wasRemoved: boolean): RowChange[] {
    const gone: RowChange[] = wasRemoved ? [[key, null]] : [];
    if (!table.has(key)) return gone;
    const row = this.#toJson(table.peek(key));
    const text = JSON.stringify(row);
    const texts = this.#texts.get(name) ?? new Map<string, string>();
    this.#texts.set(name, texts);
    if (texts.get(key) === text) return gone;
    texts.set(key, text);
    return [...gone, [key, row]];
  }

  #touchedIn(name: string): Map<string, { readonly wasRemoved: boolean }> {
    const touched = this.#touched.get(name) ?? new Map<string, { readonly wasRemoved: boolean }>();
    this.#touched.set(name, touched);
    return touched;
  }
}
