import { scheduleIn } from '../../facts/schedule-expressions.js';
import { nextTime } from '../../facts/schedule-times.js';
import type { Context } from '../service.js';

/** A row of what runs by a clock. */
export interface Clocked {
  /** A moment at which both clocks were read: what clients are shown, and AWS's time. The row counts from there. */
  clocks: { time: number; elapsed: number };
  /** When it runs next, in its own time, ms since the epoch; absent where it does not any more. */
  runsAt?: number;
  /** Which of its versions this is: a run that was scheduled for an earlier one does nothing. */
  version: string;
}

/** What a row that is made now begins with. */
export const clockedNow = ({ now, world }: Context): Clocked => ({
  clocks: { time: now.getTime(), elapsed: world.elapsed },
  version: world.hex(12),
});

/** When something is to run. */
export interface Timetable {
  readonly expression: string;
  readonly timeZone: string | undefined;
  readonly start: Date | undefined;
  readonly end: Date | undefined;
}

/**
 * Finds the next run, and notes it. A row has a time of its own: it begins as what clients were shown when it was made, and goes
 * on in AWS's time. So an hour is an hour of AWS's at every speed.
 * @param after in the row's time
 * @returns the seconds until then; undefined where it does not run any more
 */
export function nextRun(
  { world }: Context,
  row: Clocked,
  { expression, timeZone = 'UTC', start, end }: Timetable,
  after: number,
): number | undefined {
  const schedule = scheduleIn(expression);
  const { time, elapsed } = row.clocks;
  const begin = start?.getTime();
  // It runs at its beginning, and from then on as the schedule says.
  const next =
    begin !== undefined && begin > after
      ? begin
      : schedule && nextTime(schedule, { timeZone, from: begin ?? time, after });
  delete row.runsAt;
  if (next === undefined || (end && next > end.getTime())) return undefined;
  row.runsAt = next;
  const now = time + world.elapsed - elapsed;
  return Math.max(0, next - now) / 1000;
}
