import { createHash, randomUUID } from 'node:crypto';
import { Table } from './table.js';
import { ChangedRows } from './changed-rows.js';
import {
  fromPlainJson,
  toPlainJson,
  worldVersion,
  type ScheduledTimer,
  type WorldChanges,
  type WorldData,
} from './world-data.js';

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
  #saving: Saving | undefined;
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
    if (!table) {
      this.#tables.set(name, (table = new Table()));
      this.#saving?.rows.watch(name, table);
    }
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
    let best: ScheduledTimer | undefined;
    for (const due of this.#due) if ((!best || before(due, best)) && counts(due)) best = due;
    return best;
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
      this.#due.splice(this.#due.indexOf(next), 1);
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
    this.#saving?.rows.forget();
    if (this.#saving) this.#saving.isCleared = true;
  }

  /** From now on, `takeChanges` tells what has changed. */
  watchChanges(): void {
    const rows = new ChangedRows(toPlainJson);
    for (const [name, table] of this.#tables) rows.watch(name, table);
    this.#saving = { rows, due: [...this.#due], changes: 0, isCleared: false };
  }

  /** What has changed since the last call, or since `watchChanges`. */
  takeChanges(): WorldChanges {
    const saving = this.#saving;
    if (!saving) throw new Error('nobody watches what changes in this world');
    const [before, now] = [serialsOf(saving.due), serialsOf(this.#due)];
    const { isCleared } = saving;
    saving.due = [...this.#due];
    saving.isCleared = false;
    return {
      serial: ++saving.changes,
      clock: { serial: this.#serial, time: this.#time, elapsed: this.#elapsed },
      ...(isCleared && { cleared: true }),
      due: this.#due.filter(({ serial }) => !before.has(serial)),
      past: [...before].filter((serial) => !now.has(serial)),
      tables: saving.rows.take(this.#tables),
    };
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
      tables: Object.fromEntries([...this.#tables].map(([name, table]) => [name, toPlainJson([...table.unwatched()])])),
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

/** What somebody knows who saves the changes of a world. */
interface Saving {
  readonly rows: ChangedRows;
  due: readonly ScheduledTimer[];
  /** How often the changes were taken. */
  changes: number;
  isCleared: boolean;
}

const serialsOf = (due: readonly ScheduledTimer[]) => new Set(due.map(({ serial }) => serial));

const before = (a: ScheduledTimer, b: ScheduledTimer) => a.at < b.at || (a.at === b.at && a.serial < b.serial);
