import { types } from 'node:util';
import { createHash, randomUUID } from 'node:crypto';

/** The version of a world's data. Version 1 kept delays in real time, at the sandbox's speed of that moment. */
const worldVersion = 2;

/** The account of a sandbox that is not a copy of a real account. */
export const sandboxAccount = '000000000000';

/**
 * Everything that exists in the sandbox: tables of records, and the timers that will change them. It is plain data, so
 * it can be saved: `toJSON` and `World.from` are exact inverses (dates included). It knows no service.
 */
export class World {
  readonly #tables = new Map<string, Table<unknown>>();
  #due: ScheduledTimer[] = [];
  #serial = 0;
  #seed: string;
  #time: number;
  #elapsed = 0;
  /** The id of the account that owns everything in it. */
  readonly account: string;
  /**
   * What is made now was made before, and is there. So what AWS asks for only at the moment of a create, or at the start
   * of a task, is taken for granted: it may be gone by now. Not saved.
   */
  isBeingRestored = false;

  /** @param time what clients are shown as the time at the beginning, ms since the epoch */
  constructor(time: number, seed: string = randomUUID(), account = sandboxAccount) {
    this.#time = time;
    this.#seed = seed;
    this.account = account;
  }

  /** The time that clients see, ms since the epoch. It follows real time at every speed. */
  get time(): number {
    return this.#time;
  }

  /**
   * AWS's time: milliseconds since this world began. All delays and deadlines are kept in it, so none depends on the
   * sandbox's speed.
   */
  get elapsed(): number {
    return this.#elapsed;
  }

  table<T>(name: string): Table<T> {
    let table = this.#tables.get(name);
    if (!table) this.#tables.set(name, (table = new Table()));
    return table as Table<T>;
  }

  /** The regions that have a table of this name. @param name without its region: `ecs/services` */
  regionsWith(name: string): string[] {
    return [...this.#tables.keys()].flatMap((it) => (it.endsWith(`/${name}`) ? [it.slice(0, -name.length - 1)] : []));
  }

  /** Hexadecimal digits that never repeat in this world. */
  hex(length: number): string {
    return createHash('sha256').update(`${this.#seed}:${this.#serial++}`).digest('hex').slice(0, length);
  }

  schedule(due: Omit<ScheduledTimer, 'at' | 'serial'>, seconds: number): void {
    this.#due.push({ ...due, at: this.due(seconds), serial: this.#serial++ });
  }

  /** What `elapsed` will be when this many seconds of AWS's time have passed. */
  due(seconds: number): number {
    return this.#elapsed + seconds * 1000;
  }

  /** The timer that is due next, of those for which `counts` is true; undefined where there is none. */
  nextDue(counts: (due: ScheduledTimer) => boolean = () => true): ScheduledTimer | undefined {
    return this.#due
      .filter(counts)
      .reduce<ScheduledTimer | undefined>((best, due) => (best && before(best, due) ? best : due), undefined);
  }

  /** Moves the time that clients see to `time`, but not AWS's time: no timer comes closer. */
  skipClientTime(time: number): void {
    this.#time = Math.max(this.#time, time);
  }

  /**
   * Moves both clocks to a moment and runs the timers that fall due on the way, in order, each at its own moment. The
   * time that clients see moves evenly. Timers that are scheduled on the way also run if they fall due. Time never runs
   * backwards.
   * @returns whether anything ran
   */
  advance(to: Moment, run: (due: ScheduledTimer) => void): boolean {
    const from: Moment = { elapsed: this.#elapsed, time: this.#time };
    let ran = false;
    for (;;) {
      const next = this.nextDue();
      if (!next || next.at > to.elapsed) break;
      this.#due = this.#due.filter((due) => due !== next);
      this.#reach({ elapsed: next.at, time: timeBetween(from, to, next.at) });
      run(next);
      ran = true;
    }
    this.#reach(to);
    return ran;
  }

  #reach({ elapsed, time }: Moment): void {
    this.#elapsed = Math.max(this.#elapsed, elapsed);
    this.#time = Math.max(this.#time, time);
  }

  /** Forgets everything but the time. */
  clear(): void {
    this.#tables.clear();
    this.#due = [];
  }

  toJSON(): WorldData {
    return {
      version: worldVersion,
      account: this.account,
      seed: this.#seed,
      serial: this.#serial,
      time: this.#time,
      elapsed: this.#elapsed,
      due: this.#due,
      tables: Object.fromEntries([...this.#tables].map(([name, table]) => [name, toPlainJson([...table.entries()])])),
    };
  }

  /** @throws Error when the data is of a version this program does not know */
  static from(data: WorldData): World {
    if (data.version !== worldVersion)
      throw new Error(
        `the saved sandbox has version ${String(data.version)}; this program reads version ${worldVersion}`,
      );
    const world = new World(data.time, data.seed, data.account);
    world.#serial = data.serial;
    world.#elapsed = data.elapsed;
    world.#due = [...data.due];
    for (const [name, rows] of Object.entries(data.tables))
      for (const [key, row] of fromPlainJson(rows) as [string, unknown][]) world.table(name).set(key, row);
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

/** A moment of the world, on both of its clocks. */
export interface Moment {
  /** AWS's time, ms since the world began. */
  readonly elapsed: number;
  /** What clients are shown, ms since the epoch. */
  readonly time: number;
}

/** What clients are shown as the time at a moment of AWS's time between two others. */
function timeBetween(from: Moment, to: Moment, elapsed: number): number {
  const span = to.elapsed - from.elapsed;
  return span > 0 ? from.time + ((to.time - from.time) * Math.max(0, elapsed - from.elapsed)) / span : from.time;
}

/** A timer that will run, with its region and its arguments. */
export interface ScheduledTimer {
  /** In AWS's time, ms since the world began. */
  readonly at: number;
  readonly serial: number;
  readonly timer: string;
  readonly region: string;
  readonly args: unknown;
}

export interface WorldData {
  readonly version: typeof worldVersion;
  /** Absent in worlds that were saved when every world had the account `sandboxAccount`. */
  readonly account?: string;
  readonly seed: string;
  readonly serial: number;
  readonly time: number;
  readonly elapsed: number;
  readonly due: readonly ScheduledTimer[];
  readonly tables: { readonly [name: string]: unknown };
}

const before = (a: ScheduledTimer, b: ScheduledTimer) => a.at < b.at || (a.at === b.at && a.serial < b.serial);

/** Writes dates and bytes as objects, because JSON has neither. */
function toPlainJson(value: unknown): unknown {
  if (types.isDate(value)) return { $date: value.getTime() };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(toPlainJson);
  if (value && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, v]) => v !== undefined)
        .map(([k, v]) => [k, toPlainJson(v)]),
    );
  return value;
}
function fromPlainJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromPlainJson);
  if (!value || typeof value !== 'object') return value;
  if ('$date' in value) return new Date(value.$date as number);
  if ('$bytes' in value) return new Uint8Array(Buffer.from(value.$bytes as string, 'base64'));
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fromPlainJson(v)]));
}
