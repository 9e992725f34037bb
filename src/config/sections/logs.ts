import * as z from 'zod';
import { logDrivers, routerTypes } from '../../facts/log-drivers.js';
import { hidden, plainText, textMember } from '../format-members.js';
import { secretText } from '../secret-reference.js';

/** Where the lines of a container go, and the container that passes those of others on. */

export const logs = z.strictObject({
  driver: z
    .enum(logDrivers)
    .default('awslogs')
    .describe(
      'The log driver. awslogs: lines go to the log group. awsfirelens: to the container of the task that has `firelens`. ' +
        'splunk: to Splunk.',
    ),
  options: hidden(z.record(z.string().min(1), plainText()))
    .default({})
    .describe(
      'Options of the driver, by their names: of awslogs mode, max-buffer-size, awslogs-multiline-pattern and ' +
        'awslogs-datetime-format; of awsfirelens those of the output, such as Name and region. Keep secrets out.',
    ),
  secretOptions: hidden(z.record(z.string().min(1), textMember(secretText)))
    .default({})
    .describe(
      'Options that are read from Secrets Manager or Parameter Store, each by its name or ARN, as in `secrets`.',
    ),
});

export const firelens = z.strictObject({
  type: z.enum(routerTypes).describe('The program of its image: Fluent Bit or Fluentd.'),
  options: z
    .strictObject({
      'enable-ecs-log-metadata': plainText()
        .optional()
        .describe('Whether each line says its cluster, task and container. Default of ECS: true.'),
      'config-file-type': z.string().optional().describe('Where a configuration of its own is: `file`, in the image.'),
      'config-file-value': z.string().min(1).optional().describe('The path of that file.'),
    })
    .default({})
    .describe('Options of FireLens, by their names.'),
});
