/**
 * Schedule expressions, as Application Auto Scaling and EventBridge have them: `at(2026-03-31T22:00:00)`,
 * `rate(5 minutes)` and `cron(0 9 ? * MON-FRI *)`.
 * Sources: https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html,
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html (there, that days are given once: for Application
 * Auto Scaling this is believed, as the CDK's `Schedule.cron` refuses it for both)
 */
export type Schedule =
  | { readonly is: 'at'; readonly local: LocalTime }
  | { readonly is: 'rate'; readonly minutes: number }
  | { readonly is: 'cron'; readonly fields: CronFields };

/** A time of day on a day, in whichever time zone. `month` is 1 to 12. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** What each field of a cron expression allows. */
export interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[];
  readonly years: readonly number[];
  /** One of the two fields for days is `?`, which allows all. */
  allowsDay(day: CalendarDay): boolean;
}
/** `weekday` is 1 to 7, and 1 is Sunday. */
export interface CalendarDay {
  readonly day: number;
  readonly weekday: number;
  readonly daysInMonth: number;
}

/** Why a text is no schedule expression, in words. */
export interface BadSchedule {
  readonly problem: string;
}

/** Reads a schedule expression. */
export function parseSchedule(text: string): Schedule | BadSchedule {
  const [, kind, inside = ''] = /^(at|rate|cron)\((.*)\)$/.exec(text) ?? [];
  if (kind === 'at') return at(inside);
  if (kind === 'rate') return rate(inside);
  if (kind === 'cron') return cron(inside);
  return { problem: 'a schedule is at(…), rate(…) or cron(…)' };
}

/** The text's schedule; undefined where it is none. */
export function scheduleIn(text: string): Schedule | undefined {
  const parsed = parseSchedule(text);
  return 'problem' in parsed ? undefined : parsed;
}

function at(text: string): Schedule | BadSchedule {
  const numbers = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})$/.exec(text)?.slice(1).map(Number);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = numbers ?? [];
  const isThere =
    month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) && hour < 24 && minute < 60 && second < 60;
  if (!numbers || !isThere) return { problem: 'at(…) takes a time such as at(2026-03-31T22:00:00)' };
  return { is: 'at', local: { year, month, day, hour, minute, second } };
}

const minutesIn: { readonly [unit: string]: number } = { minute: 1, hour: 60, day: 24 * 60 };

/** The unit is in the singular after 1, and in the plural after every other number. */
function rate(text: string): Schedule | BadSchedule {
  const [, count = '', unit = '', plural] = /^([1-9]\d{0,5}) (minute|hour|day)(s?)$/.exec(text) ?? [];
  const each = minutesIn[unit];
  if (each === undefined) return { problem: 'rate(…) takes a number and a unit, such as rate(5 minutes)' };
  if ((count === '1') !== (plural === ''))
    return { problem: `rate(…) takes ${count} ${unit}${count === '1' ? '' : 's'}` };
  return { is: 'rate', minutes: Number(count) * each };
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
export const weekdayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;

/** What a field counts, and from where to where. */
interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
}
const fields = {
  minutes: { name: 'the minutes', from: 0, to: 59 },
  hours: { name: 'the hours', from: 0, to: 23 },
  day: { name: 'the day of the month', from: 1, to: 31 },
  months: { name: 'the month', from: 1, to: 12, names: monthNames },
  weekday: { name: 'the day of the week', from: 1, to: 7, names: weekdayNames },
  years: { name: 'the year', from: 1970, to: 2199 },
} as const satisfies { readonly [field: string]: Field };

function cron(text: string): Schedule | BadSchedule {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== 6)
    return {
      problem: `cron(…) takes six fields (minutes, hours, day of the month, month, day of the week, year), not ${parts.length}`,
    };
  const [minutes, hours, day, months, weekday, years] = parts as [string, string, string, string, string, string];
  const read = {
    minutes: valuesIn(fields.minutes, minutes),
    hours: valuesIn(fields.hours, hours),
    months: valuesIn(fields.months, months),
    years: valuesIn(fields.years, years),
  };
  const days = [dayRule(day), weekdayRule(weekday)] as const;
  const bad = [read.minutes, read.hours, days[0], read.months, days[1], read.years].find(
    (it): it is BadSchedule => 'problem' in it,
  );
  if (bad) return bad;
  if ((day === '?') === (weekday === '?'))
    return { problem: 'cron(…) takes a "?" in place of either the day of the month or the day of the week' };
  const [ofMonth, ofWeek] = days as readonly DayRule[];
  return {
    is: 'cron',
    fields: {
      ...(read as Pick<CronFields, 'minutes' | 'hours' | 'months' | 'years'>),
      allowsDay: (it) => ofMonth?.(it) === true && ofWeek?.(it) === true,
    },
  };
}

const isBad = (it: object): it is BadSchedule => 'problem' in it;

/** All values that a field with `,`, `-`, `*` and `/` allows. */
function valuesIn(field: Field, text: string): readonly number[] | BadSchedule {
  const found: number[] = [];
  for (const item of text.split(',')) {
    const values = itemOf(field, item);
    if (!values) return { problem: `${field.name} cannot be ${JSON.stringify(text)}` };
    found.push(...values);
  }
  return [...new Set(found)].sort((a, b) => a - b);
}

/** `3`, `MON-FRI`, `0/15`, `*`. A range may go over the end of the field: `FRI-MON`. */
function itemOf(field: Field, item: string): number[] | undefined {
  const { from, to } = field;
  const [, range = '', every] = /^([^/]+)(?:\/([1-9]\d*))?$/.exec(item) ?? [];
  const bounds = range === '*' ? [from, to] : range.split('-').map((it) => valueOf(field, it));
  const [first, last = every === undefined ? first : to] = bounds;
  if (bounds.length > 2 || first === undefined || last === undefined || bounds.includes(undefined)) return undefined;
  const until = last < first ? last + (to - from + 1) : last;
  const values: number[] = [];
  for (let it = first; it <= until; it += Number(every ?? 1)) values.push(it > to ? it - (to - from + 1) : it);
  return values;
}

function valueOf({ from, to, names = [] }: Field, text: string): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return from + named;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= from && value <= to ? value : undefined;
}

type DayRule = (day: CalendarDay) => boolean;
const everyDay: DayRule = () => true;

/** `?` and `*` for all, `L` for the last one, `15W` for the weekday that is nearest to the 15th, or days. */
function dayRule(text: string): DayRule | BadSchedule {
  if (text === '?' || text === '*') return everyDay;
  if (text === 'L') return ({ day, daysInMonth }) => day === daysInMonth;
  const nearest = /^(\d+)W$/.exec(text)?.[1];
  const wanted = nearest === undefined ? undefined : valueOf(fields.day, nearest);
  if (wanted !== undefined) return (day) => day.day === nearestWeekday(wanted, day);
  const days = valuesIn(fields.day, text);
  return isBad(days) ? days : ({ day }) => days.includes(day);
}

/** The day from Monday to Friday that is nearest to a day, in the same month. */
function nearestWeekday(wanted: number, { day, weekday, daysInMonth }: CalendarDay): number {
  const middle = Math.min(wanted, daysInMonth);
  const weekdayThen = (((weekday - 1 + middle - day) % 7) + 7) % 7;
  if (weekdayThen === 6) return middle > 1 ? middle - 1 : middle + 2;
  if (weekdayThen === 0) return middle < daysInMonth ? middle + 1 : middle - 2;
  return middle;
}

/** `?` and `*` for all, `L` for Saturday, `FRIL` for the last Friday, `FRI#2` for the second one, or days. */
function weekdayRule(text: string): DayRule | BadSchedule {
  if (text === '?' || text === '*') return everyDay;
  if (text === 'L') return ({ weekday }) => weekday === 7;
  const [, name = '', which = ''] = /^(\w+?)(L|#[1-5])$/.exec(text) ?? [];
  const wanted = valueOf(fields.weekday, name);
  if (wanted !== undefined)
    return ({ day, weekday, daysInMonth }) =>
      weekday === wanted && (which === 'L' ? day + 7 > daysInMonth : Math.ceil(day / 7) === Number(which.slice(1)));
  const days = valuesIn(fields.weekday, text);
  return isBad(days) ? days : ({ weekday }) => days.includes(weekday);
}

/** @param month 1 to 12 */
export const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
