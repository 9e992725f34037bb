import * as z from 'zod';
import { textMember } from '../format-members.js';
import { serviceName } from '../names.js';
import { scheduleExpression, timeZone } from '../schedule-expression.js';
import { wholeNumber } from '../whole-number.js';
import { taskMembers } from './task.js';

/** The members of a job: a task that is started once and ends by itself. */

export const job = z.strictObject({
  ...taskMembers,
  imageOf: textMember(serviceName)
    .optional()
    .describe('Instead of `image` and `repository`: the name of a service of the stack, whose image the job runs.'),
  before: z
    .enum(['deploy'])
    .optional()
    .describe(
      'When `up` runs the job. deploy: before each deployment of the services, such as a migration of their database; it goes ' +
        'on only after the job has ended with exit code 0. Without this and `schedule`, `provision run` starts it.',
    ),
  services: z
    .array(textMember(serviceName))
    .optional()
    .describe('With `before`: the services whose deployments wait for the job. Default: all of them.'),
  schedule: textMember(scheduleExpression)
    .optional()
    .describe(
      'When EventBridge Scheduler starts the job: "cron(0 8 ? * MON-FRI *)" (minutes, hours, day of the month, month, day of ' +
        'the week, year), "rate(6 hours)", or "at(2030-01-31T22:00:00)" for once. It may run while an earlier one still does.',
    ),
  timezone: textMember(timeZone)
    .optional()
    .describe('With `schedule`: its time zone, as in "Europe/Berlin". Summer time is minded. Default: UTC.'),
  startWithin: wholeNumber()
    .min(60)
    .max(86400)
    .optional()
    .describe(
      'With `schedule`: seconds for which a start that fails is tried again, such as where ECS has no room for the task. ' +
        'After that this one is left out. Default: 3600.',
    ),
  timeout: wholeNumber()
    .min(1)
    .max(86400)
    .optional()
    .describe(
      'With `before`: seconds that its program may take. `up` waits so long for its end, beside five minutes for its ' +
        'start. After that the task goes on, and so does the next `up` with ' +
        'waiting. Default: 3600.',
    ),
});
