import * as z from 'zod';
import { textMember } from '../format.js';
import { serviceName } from '../names.js';
import { taskMembers } from './task.js';

/** The members of a job: a task that is started once and ends by itself. */

export const job = z.strictObject({
  ...taskMembers,
  imageOf: textMember(serviceName)
    .optional()
    .describe('Instead of `image` and `repository`: the name of a service of the stack, whose image the job runs.'),
});
