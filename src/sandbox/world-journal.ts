import { newerLines } from '../journaled-file.js';
import { worldVersion, type RowChange, type WorldChanges, type WorldData } from './world-data.js';

/** The version of a saved world whose rest is in a journal: programs that know of no journals refuse it. */
export const journaledWorldVersion = 3;

/** What is saved while a journal goes on from it. @param saved which of its changes was the last */
export const journaledWorld = (data: WorldData, journal: string, saved: number): object => ({
  ...data,
  version: journaledWorldVersion,
  journal,
  saved,
});

/** The name of the journal that goes on from a saved world, if one does. */
export function worldJournal(data: unknown): string | undefined {
  const { version, journal } = Object(data) as { version?: unknown; journal?: unknown };
  return version === journaledWorldVersion && typeof journal === 'string' ? journal : undefined;
}

/** A saved world and the lines of its journal, together. @throws Error where a line is missing */
export function withChanges(data: unknown, lines: readonly unknown[]): WorldData {
  const { journal: _, saved, ...from } = data as Omit<WorldData, 'version'> & { journal: string; saved: number };
  const tables = new Map(Object.entries(from.tables).map(([name, rows]) => [name, new Map(rows as RowChange[])]));
  const due = new Map(from.due.map((it) => [it.serial, it]));
  let clock: WorldChanges['clock'] = from;
  for (const it of newerLines(lines as readonly WorldChanges[], saved)) {
    clock = it.clock;
    if (it.cleared) tables.clear();
    for (const serial of it.past) due.delete(serial);
    for (const timer of it.due) due.set(timer.serial, timer);
    for (const [name, changes] of Object.entries(it.tables)) {
      const rows = tables.get(name) ?? new Map<string, unknown>();
      tables.set(name, rows);
      for (const [key, row] of changes)
        if (row === null) rows.delete(key);
        else rows.set(key, row);
    }
  }
  const { serial, time, elapsed } = clock;
  const rows = Object.fromEntries([...tables].map(([name, table]) => [name, [...table]]));
  return { ...from, version: worldVersion, serial, time, elapsed, due: [...due.values()], tables: rows };
}
