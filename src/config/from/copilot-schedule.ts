import { weekdayNames } from '../../facts/schedule-expressions.js';
import { plainText } from '../../plain-text.js';
import { secondsIn } from './convert.js';

/**
 * When a job of Copilot runs, as EventBridge says it: `@daily`, `@every 1h30m`, five fields of cron, `rate(…)`, `cron(…)`.
 * Sources: https://aws.github.io/copilot-cli/docs/manifest/scheduled-job/#on-schedule,
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @returns undefined where it never runs by itself: `none`
 */
export function cronOf(value: unknown) {
  const text = plainText(value).trim();
  if (text === 'none') return undefined;
  if (/^(?:rate|cron|at)\(.*\)$/.test(text)) return ofEventBridge(text);
  const named = Object.hasOwn(names, text) ? names[text] : undefined;
  if (named) return { value: named, how: `${text} is ${named}` };
  const [, every] = /^@every\s+(\S+)$/.exec(text) ?? [];
  if (every !== undefined) return rate(every);
  const fields = text.split(/\s+/);
  return fields.length === 5 ? fiveFields(fields) : wrong;
}

const names: { readonly [name: string]: string } = {
  '@yearly': 'cron(0 0 1 1 ? *)',
  '@annually': 'cron(0 0 1 1 ? *)',
  '@monthly': 'cron(0 0 1 * ? *)',
  '@weekly': 'cron(0 0 ? * SUN *)',
  '@daily': 'cron(0 0 * * ? *)',
  '@midnight': 'cron(0 0 * * ? *)',
  '@hourly': 'cron(0 * * * ? *)',
};

const wrong = { because: 'it is no schedule that is known', instead: 'write `cron(0 8 * * ? *)` or `rate(1 hour)`' };

function rate(every: string) {
  const seconds = secondsIn(every) ?? 0;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 1) return wrong;
  const value = minutes % 60 === 0 ? `rate(${shown(minutes / 60, 'hour')})` : `rate(${shown(minutes, 'minute')})`;
  return { value, how: `@every ${every} is ${value}` };
}
const shown = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** Days of the week by their names. @param first which number Sunday has */
const namedDays = (weekdays: string, first: 0 | 1): string =>
  weekdays.replace(/(?<![/\d#])[0-7](?!\d)/g, (digit) => weekdayNames[(Number(digit) + 7 - first) % 7] ?? digit);

/** As it stands, but for days of the week that are numbers: a config has their names. */
function ofEventBridge(text: string) {
  const value = text.replace(
    /^(cron\((?:\S+\s+){4})(\S+)/,
    (_, before: string, days: string) => before + namedDays(days, 1),
  );
  return value === text ? { value } : { value, how: value };
}

/**
 * Of the day of the month and the day of the week, EventBridge wants one as `?`. Cron runs at both where both are given; EventBridge
 * cannot. In cron, Sunday is 0 and 7.
 */
function fiveFields([minute = '', hour = '', day = '', month = '', weekday = '']: readonly string[]) {
  if (day !== '*' && weekday !== '*' && day !== '?' && weekday !== '?')
    return {
      because: 'a schedule is by the day of the month or by that of the week',
      instead: 'two jobs, one for each',
    };
  const days = namedDays(weekday, 0);
  const isByWeek = weekday !== '*' && weekday !== '?';
  const value = `cron(${minute} ${hour} ${isByWeek ? '?' : day === '?' ? '*' : day} ${month} ${isByWeek ? days : '?'} *)`;
  return { value, how: value };
}
