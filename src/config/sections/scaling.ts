import * as z from 'zod';
import { textMember } from '../format-members.js';
import { scheduleName } from '../names.js';
import { scheduleExpression, timeZone } from '../schedule-expression.js';
import { wholeNumber } from '../whole-number.js';

/** The members of a service's scaling. */

/** Source of the limit: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html ("Tasks per service") */
const tasks = () => wholeNumber().min(0).max(5000);

/** AWS waits 300 seconds where it is not told. */
const cooldown = () => wholeNumber().min(0).max(2147483647).default(300);

const cooldowns = z.strictObject({
  out: cooldown().describe('Seconds after tasks were added before more are added.'),
  in: cooldown().describe('Seconds after a change before tasks are removed.'),
});

const schedule = z.strictObject({
  name: textMember(scheduleName).describe('Its name among the schedules of this service.'),
  schedule: textMember(scheduleExpression).describe(
    'When it is time: "cron(0 8 ? * MON-FRI *)" (minutes, hours, day of the month, month, day of the week, year), ' +
      '"rate(6 hours)", or "at(2030-01-31T22:00:00)" for once.',
  ),
  timezone: textMember(timeZone)
    .default('UTC')
    .describe('The time zone of the schedule, as in "Europe/Berlin". Summer time is minded.'),
  minimum: tasks().optional().describe('From then on, the least number of tasks. Without it, it stays as it is.'),
  maximum: tasks().optional().describe('From then on, the most tasks. Without it, it stays as it is.'),
});

/**
 * Source of the number of schedules: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-quotas.html
 */
export const scaling = z.strictObject({
  minimum: tasks().describe('The least number of tasks, however little there is to do.'),
  maximum: tasks().min(1).describe('The most tasks, however much there is to do.'),
  cpu: wholeNumber()
    .min(1)
    .max(99)
    .optional()
    .describe('Percent of CPU that the tasks use on average, to be kept by adding and removing tasks.'),
  memory: wholeNumber()
    .min(1)
    .max(99)
    .optional()
    .describe('Percent of memory that the tasks use on average, to be kept by adding and removing tasks.'),
  requestsPerTarget: wholeNumber()
    .min(1)
    .max(2147483647)
    .optional()
    .describe('Requests per minute that the load balancer sends to each task on average, to be kept likewise.'),
  cooldown: cooldowns
    .prefault({})
    .describe('How long cpu, memory and requestsPerTarget wait for a change to show before the next one.'),
  schedules: z
    .array(schedule)
    .max(200)
    .default([])
    .describe('Other bounds from certain times on. The number of tasks is brought within them.'),
});
