import { isTimeZone } from '../facts/schedule-times.js';
import { parseSchedule, weekdayNames } from '../facts/schedule-expressions.js';
import type { Format } from './format.js';

/**
 * When something is to happen, in AWS's words. Days of the week must be names: AWS's pages do not agree whether Sunday is 0 or 1
 * where they are numbers.
 * Sources: https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export const scheduleExpression: Format = {
  pattern: /^(at|rate|cron)\(.+\)$/,
  objection(text) {
    const parsed = parseSchedule(text);
    if ('problem' in parsed)
      return {
        message: `${JSON.stringify(text)} is no schedule: ${parsed.problem}`,
        hint: 'as in "cron(0 8 ? * MON-FRI *)", "rate(6 hours)" or "at(2030-01-31T22:00:00)"',
      };
    const weekdays = weekdaysIn(text);
    if (!/\d/.test(weekdays.replace(/[#/]\d+/g, ''))) return undefined;
    return {
      message: `the days of the week in ${JSON.stringify(text)} are numbers, whose meaning is not the same everywhere`,
      hint: `write their names: ${weekdayNames.join(', ')}`,
    };
  },
};

const weekdaysIn = (text: string): string => /^cron\((?:\S+ +){4}(\S+) /.exec(text)?.[1] ?? '';

/** A name of the IANA. Which ones there are says the data of the machine that this runs on. */
export const timeZone: Format = {
  pattern: /^[A-Za-z][A-Za-z0-9_+/-]*$/,
  objection: (text) =>
    isTimeZone(text)
      ? undefined
      : { message: `${JSON.stringify(text)} is no time zone`, hint: 'as in Europe/Berlin, America/New_York or UTC' },
};
