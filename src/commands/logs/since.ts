import { realClock } from '../../clock.js';

const units = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A date, or a date with a time; without a zone that is the time of this machine. */
const isoTime = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?$/;

/**
 * The moment that a text like `10m` or `2026-12-01T14:00:00Z` means.
 * @param now ms since the epoch
 * @returns ms since the epoch; undefined where the text means none
 */
export function sinceTime(text: string, now: number): number | undefined {
  const [, count = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count !== '') return now - Number(count) * units[unit as keyof typeof units] * 1000;
  const time = isoTime.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** What is wrong with such a text, to be said after the option's name. */
export function sinceObjection(text: string): string | undefined {
  const time = sinceTime(text, realClock.now());
  if (time === undefined)
    return 'takes seconds, minutes, hours or days, like 30s, 10m, 2h or 3d, or a time like 2026-12-01T14:00:00Z';
  return time > realClock.now() ? 'takes a time that has passed, or how long ago, like 10m' : undefined;
}
