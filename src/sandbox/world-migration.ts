import type { ScheduledTimer, WorldData } from './world-data.js';

/** The data of version 1. Delays and deadlines were in real time, divided by the sandbox's speed of that moment. */
interface FirstVersion extends Omit<WorldData, 'version' | 'elapsed'> {
  readonly version: 1;
  readonly speed: number;
}

/** The members of records that hold a deadline. No record of version 1 had another number under these names. */
const moments: ReadonlySet<string> = new Set([
  'activeAt',
  'decidedAt',
  'drainedAt',
  'failedAt',
  'graceUntil',
  'idleSince',
  'lookAt',
  'notBefore',
  'steadyAt',
  'unusedSince',
  'watchAt',
]);

/**
 * The data of a world in today's form. A world of version 1 begins its AWS time anew, at 0: what was due in it comes
 * after as many of AWS's seconds as were left.
 */
export function upToDate(data: WorldData | FirstVersion): WorldData {
  if (data.version !== 1) return data;
  const { speed, due, tables, ...rest } = data;
  const elapsed = (time: number) => (time - data.time) * speed;
  return {
    ...rest,
    version: 2,
    elapsed: 0,
    due: due.map((one: ScheduledTimer) => ({ ...one, at: elapsed(one.at) })),
    tables: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, withMoments(rows, elapsed)])),
  };
}

function withMoments(value: unknown, elapsed: (time: number) => number): unknown {
  if (Array.isArray(value)) return value.map((one) => withMoments(one, elapsed));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      moments.has(name) && typeof member === 'number' ? elapsed(member) : withMoments(member, elapsed),
    ]),
  );
}
