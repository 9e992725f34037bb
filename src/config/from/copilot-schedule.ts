import { secondsIn } from './convert.js';
import { plainText } from '../../plain-text.js';

/**
 * When a job of Copilot runs, as EventBridge says it: `@daily`, `@every 1h30m`, five fields of cron, `rate(…)`, `cron(…)`.
 * Sources: https://aws.github.io/copilot-cli/docs/manifest/scheduled-job/#on-schedule,
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @returns undefined where it never runs by itself: `none`
 */
export function cronOf(value: unknown) {
  const text = plainText(value).trim();
  if (text === 'none') return undefined;
  if (/^(?:rate|cron|at)\(.*\)$/.test(text)) return { value: text };
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
  '@weekly': 'cron(0 0 ? * 1 *)',
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

/**
 * Of the day of the month and the day of the week, EventBridge wants one as `?`, and counts the days of a week from 1, Sunday, where
 * cron counts from 0. Cron runs at both where both are given; EventBridge cannot.
 */
function fiveFields([minute = '', hour = '', day = '', month = '', weekday = '']: readonly string[]) {
  if (day !== '*' && weekday !== '*' && day !== '?' && weekday !== '?')
    return {
      because: 'a schedule is by the day of the month or by that of the week',
      instead: 'two jobs, one for each',
    };
  const days = weekday.replace(/(?<![/\d#])[0-7](?!\d)/g, (digit) => String((Number(digit) % 7) + 1));
  const isByWeek = weekday !== '*' && weekday !== '?';
  const value = `cron(${minute} ${hour} ${isByWeek ? '?' : day === '?' ? '*' : day} ${month} ${isByWeek ? days : '?'} *)`;
  return { value, how: value };
}
