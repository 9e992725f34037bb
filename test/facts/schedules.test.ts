import { expect, test } from '@jest/globals';
import { parseSchedule, scheduleIn } from '../../src/facts/schedule-expressions.js';
import { isTimeZone, nextTime } from '../../src/facts/schedule-times.js';

/** The next times of an expression, as UTC. */
function nextOf(expression: string, after: string, { count = 3, timeZone = 'UTC', from = after } = {}): string[] {
  const schedule = scheduleIn(expression);
  if (!schedule) throw new Error(`${expression} is no schedule`);
  const times: string[] = [];
  for (let last = Date.parse(after); times.length < count;) {
    const next = nextTime(schedule, { timeZone, from: Date.parse(from), after: last });
    if (next === undefined) return times;
    times.push(new Date(next).toISOString().slice(0, 16));
    last = next;
  }
  return times;
}

test('a time comes once, and a rate counts from its beginning', () => {
  expect(nextOf('at(2026-03-31T22:00:00)', '2026-03-01T00:00:00Z')).toEqual(['2026-03-31T22:00']);
  expect(nextOf('at(2026-03-31T22:00:00)', '2026-04-01T00:00:00Z')).toEqual([]);
  const rate = { from: '2026-01-01T00:10:00Z', count: 2 };
  expect(nextOf('rate(5 hours)', '2026-01-01T07:00:00Z', rate)).toEqual(['2026-01-01T10:10', '2026-01-01T15:10']);
  expect(nextOf('rate(1 day)', '2026-01-01T00:10:00Z', rate)).toEqual(['2026-01-02T00:10', '2026-01-03T00:10']);
});

test.each([
  ['cron(15 12 * * ? *)', ['2026-01-30T12:15', '2026-01-31T12:15', '2026-02-01T12:15']],
  ['cron(0 18 ? * MON-FRI *)', ['2026-01-30T18:00', '2026-02-02T18:00', '2026-02-03T18:00']],
  ['cron(0 8 1 * ? *)', ['2026-02-01T08:00', '2026-03-01T08:00', '2026-04-01T08:00']],
  ['cron(0/20 9-10 ? * FRI *)', ['2026-01-30T09:00', '2026-01-30T09:20', '2026-01-30T09:40']],
  ['cron(0 0 L * ? *)', ['2026-01-31T00:00', '2026-02-28T00:00', '2026-03-31T00:00']],
  ['cron(0 0 1W * ? *)', ['2026-02-02T00:00', '2026-03-02T00:00', '2026-04-01T00:00']],
  ['cron(0 0 ? * FRI#2 *)', ['2026-02-13T00:00', '2026-03-13T00:00', '2026-04-10T00:00']],
  ['cron(0 0 ? * FRIL *)', ['2026-02-27T00:00', '2026-03-27T00:00', '2026-04-24T00:00']],
  ['cron(0 0 29 FEB ? *)', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
  ['cron(0 0 ? * SAT-SUN *)', ['2026-01-31T00:00', '2026-02-01T00:00', '2026-02-07T00:00']],
  ['cron(0 0 1 1 ? 2027-2028)', ['2027-01-01T00:00', '2028-01-01T00:00']],
  ['cron(0 0 31 2 ? *)', []],
])('%s after Friday, 30 January 2026, 01:00', (expression, times) => {
  expect(nextOf(expression, '2026-01-30T01:00:00Z')).toEqual(times);
});

test('a time zone counts, and so does its summer time', () => {
  const berlin = { timeZone: 'Europe/Berlin' };
  expect(nextOf('cron(0 9 * * ? *)', '2026-03-27T12:00:00Z', berlin)).toEqual([
    '2026-03-28T08:00',
    '2026-03-29T07:00',
    '2026-03-30T07:00',
  ]);
  // The clocks go from 02:00 to 03:00, and in autumn from 03:00 back to 02:00.
  expect(nextOf('cron(30 2 29 3 ? 2026)', '2026-01-01T00:00:00Z', berlin)).toEqual(['2026-03-29T01:30']);
  expect(nextOf('cron(30 2 25 10 ? 2026)', '2026-01-01T00:00:00Z', berlin)).toEqual(['2026-10-25T00:30']);
  expect(nextOf('at(2026-01-31T17:00:00)', '2026-01-01T00:00:00Z', { timeZone: 'America/New_York' })).toEqual([
    '2026-01-31T22:00',
  ]);
  expect(['UTC', 'Etc/GMT+9', 'Pacific/Tahiti', 'Europe/Berlin'].filter((it) => !isTimeZone(it))).toEqual([]);
  expect(['Mars/Olympus', '+01:00', '', 'Berlin Time'].filter(isTimeZone)).toEqual([]);
});

test.each([
  ['every day', 'a schedule is at(…), rate(…) or cron(…)'],
  ['at(2026-02-30T00:00:00)', 'at(…) takes a time such as at(2026-03-31T22:00:00)'],
  ['rate(0 minutes)', 'rate(…) takes a number and a unit, such as rate(5 minutes)'],
  ['rate(1 hours)', 'rate(…) takes 1 hour'],
  ['rate(5 minute)', 'rate(…) takes 5 minutes'],
  [
    'cron(0 9 * * *)',
    'cron(…) takes six fields (minutes, hours, day of the month, month, day of the week, year), not 5',
  ],
  ['cron(60 9 * * ? *)', 'the minutes cannot be "60"'],
  ['cron(0 24 * * ? *)', 'the hours cannot be "24"'],
  ['cron(0 9 32 * ? *)', 'the day of the month cannot be "32"'],
  ['cron(0 9 ? JANUARY * *)', 'the month cannot be "JANUARY"'],
  ['cron(0 9 ? * MONDAY *)', 'the day of the week cannot be "MONDAY"'],
  ['cron(0 9 * * ? 1960)', 'the year cannot be "1960"'],
  ['cron(0 9 * * * *)', 'cron(…) takes a "?" in place of either the day of the month or the day of the week'],
  ['cron(0 9 ? * ? *)', 'cron(…) takes a "?" in place of either the day of the month or the day of the week'],
  ['cron(1,,2 9 * * ? *)', 'the minutes cannot be "1,,2"'],
])('%s is none: %s', (expression, problem) => {
  expect(parseSchedule(expression)).toEqual({ problem });
});
