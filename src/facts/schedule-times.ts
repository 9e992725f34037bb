import { daysIn, type CronFields, type LocalTime, type Schedule } from './schedule-expressions.js';

/** When schedules fire. Times are ms since the epoch. */

const day = 24 * 3600_000;
/** A leap day comes within eight years. What has no day by then has none. */
const longestSearch = 9 * 366;

/**
 * Whether this machine's data of time zones has the name. AWS takes the names of the IANA, such as `Europe/Berlin`.
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScheduledAction.html (`Timezone`)
 */
export function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && offsetIn(name, 0) !== undefined;
  } catch {
    return false;
  }
}

/**
 * When a schedule fires next; undefined where it does not any more.
 * @param from what a rate counts from
 * @param after the answer is later than this
 */
export function nextTime(
  schedule: Schedule,
  { timeZone, from, after }: { readonly timeZone: string; readonly from: number; readonly after: number },
): number | undefined {
  switch (schedule.is) {
    case 'at': {
      const time = instantOf(schedule.local, timeZone);
      return time > after ? time : undefined;
    }
    case 'rate': {
      const each = schedule.minutes * 60_000;
      return from + (Math.floor(Math.max(0, after - from) / each) + 1) * each;
    }
    case 'cron':
      return nextInCron(schedule.fields, timeZone, after);
  }
}

function nextInCron(fields: CronFields, timeZone: string, after: number): number | undefined {
  const first = Date.UTC(...dateIn(timeZone, after));
  for (let i = 0; i < longestSearch; i++) {
    const date = new Date(first + i * day);
    const time = firstOn(fields, date, { timeZone, after });
    if (time !== undefined) return time;
  }
  return undefined;
}

/** Clocks are changed by so much at most. */
const longestChange = 2 * 3600_000;

/** The first time of a day that is later. */
function firstOn(
  fields: CronFields,
  date: Date,
  { timeZone, after }: { readonly timeZone: string; readonly after: number },
): number | undefined {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const here = { day, weekday: date.getUTCDay() + 1, daysInMonth: daysIn(year, month) };
  if (!fields.years.includes(year) || !fields.months.includes(month) || !fields.allowsDay(here)) return undefined;
  const earliest = after + offsetIn(timeZone, after) - longestChange;
  for (const hour of fields.hours)
    for (const minute of fields.minutes) {
      if (date.getTime() + (hour * 60 + minute) * 60_000 < earliest) continue;
      const time = instantOf({ year, month, day, hour, minute, second: 0 }, timeZone);
      if (time > after) return time;
    }
  return undefined;
}

/** A time that a change of the clocks leaves out counts as the one an hour later; of one that comes twice, the first. */
function instantOf({ year, month, day, hour, minute, second }: LocalTime, timeZone: string): number {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  const [before, then] = [offsetIn(timeZone, asUtc - 86400_000 / 2), offsetIn(timeZone, asUtc + 86400_000 / 2)];
  const candidates = [asUtc - before, asUtc - then].filter((it) => it + offsetIn(timeZone, it) === asUtc);
  return candidates.length > 0 ? Math.min(...candidates) : asUtc - before;
}

function dateIn(timeZone: string, time: number): [number, number, number] {
  const local = new Date(time + offsetIn(timeZone, time));
  return [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** ms that the clocks of a zone are ahead of UTC. @throws RangeError where there is no such zone */
function offsetIn(timeZone: string, time: number): number {
  let format = formats.get(timeZone);
  if (!format) {
    const numeric = 'numeric' as const;
    const parts = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', era: 'short', ...parts });
    formats.set(timeZone, format);
  }
  const whole = Math.floor(time / 1000) * 1000;
  const part = new Map(format.formatToParts(whole).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - whole;
}
