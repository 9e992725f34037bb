import { types } from 'node:util';
import { createHash, randomUUID } from 'node:crypto';

/** The account of a sandbox that stands for nobody else's. */
export const sandboxAccount = '000000000000';

/**
 * All that exists in the sandbox: tables of records, and what is due to happen to them. Plain data throughout, so
 * that it survives the process: `toJSON` and `World.from` are exact inverses (dates included). Knows no service.
 */
export class World {
  readonly #tables = new Map<string, Table<unknown>>();
  #due: Due[] = [];
  #serial = 0;
  #seed: string;
  #time: number;
  #speed = 1;
  /** Whose it all is. */
  readonly account: string;

  /** @param time what the sandbox's clock reads at the beginning, ms since the epoch */
  constructor(time: number, seed: string = randomUUID(), account = sandboxAccount) {
    this.#time = time;
    this.#seed = seed;
    this.account = account;
  }

  /** The sandbox's time, ms since the epoch: how far `advance` has come. */
  get time(): number {
    return this.#time;
  }

  /** How much faster than real time things happen by themselves: delays are divided by it. */
  get speed(): number {
    return this.#speed;
  }
  /** What is due already comes as much sooner or later. */
  set speed(speed: number) {
    this.#due = this.#due.map((due) => ({ ...due, at: this.#time + ((due.at - this.#time) * this.#speed) / speed }));
    this.#speed = speed;
  }

  table<T>(name: string): Table<T> {
    let table = this.#tables.get(name);
    if (!table) this.#tables.set(name, (table = new Table()));
    return table as Table<T>;
  }

  /** Hexadecimal digits that never repeat in this world. */
  hex(length: number): string {
    return createHash('sha256').update(`${this.#seed}:${this.#serial++}`).digest('hex').slice(0, length);
  }

  schedule(due: Omit<Due, 'at' | 'serial'>, seconds: number): void {
    this.#due.push({ ...due, at: this.due(seconds), serial: this.#serial++ });
  }

  /**
   * The moment that comes `seconds` from now, as fast as things go here. It is always a later one, however fast: what
   * comes back to look again at the same moment would do so for ever.
   */
  due(seconds: number): number {
    const soonest = this.#time * (1 + Number.EPSILON);
    return seconds > 0 ? Math.max(this.#time + (seconds * 1000) / this.#speed, soonest) : this.#time;
  }

  /** Lets time pass until `time` without anything happening: what is due comes as much later. */
  rest(time: number): void {
    const rested = time - this.#time;
    if (rested <= 0) return;
    this.#due = this.#due.map((due) => ({ ...due, at: due.at + rested }));
    this.#time = time;
  }

  /**
   * Lets time pass until `time`, running all that falls due on the way, in order, each at its own moment.
   * What they schedule in turn runs too if it falls due before `time`. Time never runs backwards.
   * @returns whether anything ran
   */
  advance(time: number, run: (due: Due) => void): boolean {
    let ran = false;
    for (;;) {
      const next = this.#due.reduce<Due | undefined>((best, due) => (best && before(best, due) ? best : due), undefined);
      if (!next || next.at > time) break;
      this.#due = this.#due.filter((due) => due !== next);
      this.#time = Math.max(this.#time, next.at);
      run(next);
      ran = true;
    }
    this.#time = Math.max(this.#time, time);
    return ran;
  }

  /** Forgets everything but the time. */
  clear(): void {
    this.#tables.clear();
    this.#due = [];
  }

  toJSON(): WorldData {
    return {
      version: 1,
      account: this.account,
      seed: this.#seed,
      serial: this.#serial,
      time: this.#time,
      speed: this.#speed,
      due: this.#due,
      tables: Object.fromEntries([...this.#tables].map(([name, table]) => [name, frozen([...table.entries()])])),
    };
  }

  /** @throws Error when the data is of a version this program does not know */
  static from(data: WorldData): World {
    if (data.version !== 1) throw new Error(`a sandbox world of version ${String(data.version)}; this program knows 1`);
    const world = new World(data.time, data.seed, data.account);
    world.#serial = data.serial;
    world.#speed = data.speed;
    world.#due = [...data.due];
    for (const [name, rows] of Object.entries(data.tables))
      for (const [key, row] of thawed(rows) as [string, unknown][]) world.table(name).set(key, row);
    return world;
  }
}

/** Records by key, in order of creation. What `get` and `values` give is the record itself: change it in place. */
export class Table<T> extends Map<string, T> {
  all(where: (row: T) => boolean = () => true): T[] {
    return [...this.values()].filter(where);
  }
  find(where: (row: T) => boolean): T | undefined {
    return this.all(where)[0];
  }
}

/** Something that will happen: which timer, in which region, with what. */
export interface Due {
  readonly at: number;
  readonly serial: number;
  readonly timer: string;
  readonly region: string;
  readonly args: unknown;
}

export interface WorldData {
  readonly version: 1;
  /** Absent in worlds that were kept before there could be another one than the sandbox's own. */
  readonly account?: string;
  readonly seed: string;
  readonly serial: number;
  readonly time: number;
  readonly speed: number;
  readonly due: readonly Due[];
  readonly tables: { readonly [name: string]: unknown };
}

const before = (a: Due, b: Due) => a.at < b.at || (a.at === b.at && a.serial < b.serial);

/** JSON has no dates; the SDK's types do. */
function frozen(value: unknown): unknown {
  if (types.isDate(value)) return { $date: value.getTime() };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(frozen);
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined).map(([k, v]) => [k, frozen(v)]));
  return value;
}
function thawed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(thawed);
  if (!value || typeof value !== 'object') return value;
  if ('$date' in value) return new Date(value.$date as number);
  if ('$bytes' in value) return new Uint8Array(Buffer.from(value.$bytes as string, 'base64'));
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, thawed(v)]));
}
