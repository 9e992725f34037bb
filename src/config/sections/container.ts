import * as z from 'zod';
import { dependencyConditions } from '../../facts/container-settings.js';
import { awsNames } from '../aws-names.js';
import { hidden, mapMember, plainText, textMember } from '../format-members.js';
import { image } from '../image.js';
import { environmentName } from '../names.js';
import { firelens, logs } from './logs.js';
import { secretText } from '../secret-reference.js';
import { cpuUnits, memorySize } from '../sizes.js';
import { wholeNumber } from '../whole-number.js';
import { fileMembers } from './volume.js';

/** The members of a container: of a service's own one, and of each that runs beside it. */

const healthCheck = z.strictObject({
  command: z
    .string()
    .min(1)
    .describe(
      'The command that a shell in the container runs. Exit code 0 means healthy. The image must contain the ' +
        'programs that it calls.',
    ),
  interval: wholeNumber().min(5).max(300).default(30).describe('Seconds between two checks.'),
  timeout: wholeNumber()
    .min(2)
    .max(60)
    .default(5)
    .describe('Seconds after which a check without a result fails. At most the interval.'),
  retries: wholeNumber()
    .min(1)
    .max(10)
    .default(3)
    .describe('Failed checks in a row after which the container is unhealthy.'),
  startPeriod: wholeNumber()
    .min(0)
    .max(300)
    .default(0)
    .describe('Seconds after the start in which failed checks do not count.'),
});

const ulimit = z.strictObject({
  soft: wholeNumber()
    .min(0)
    .max(2147483647)
    .describe('The limit that holds. A process may raise it up to the hard one.'),
  hard: wholeNumber().min(0).max(2147483647).describe('The highest value that the soft limit can be raised to.'),
});

const restart = z.strictObject({
  ignoredExitCodes: z
    .array(wholeNumber().min(0).max(255))
    .max(50)
    .default([])
    .describe('Exit codes after which the container stays stopped.'),
  attemptPeriod: wholeNumber()
    .min(60)
    .max(1800)
    .default(300)
    .describe('Seconds that it must have run before it is restarted. If it ends sooner, it stays stopped.'),
});

const words = () => z.array(plainText());

export const containerMembers = {
  command: words().optional().describe("The arguments of the entry point: a list of texts. Default: the image's."),
  entryPoint: words()
    .optional()
    .describe("The program that the container runs: a list of texts. Default: the image's."),
  workingDirectory: z
    .string()
    .min(1)
    .optional()
    .describe("The directory that the container's program starts in. Default: the image's."),
  user: plainText(z.string().min(1))
    .optional()
    .describe('The user that the program runs as: a name or a number, and a group after a colon, such as "1000:1000".'),
  readonlyRoot: z.boolean().default(false).describe('Whether the root file system of the container is read-only.'),
  ...fileMembers,
  initProcess: z
    .boolean()
    .default(false)
    .describe('Whether an init process passes signals on to the program and cleans up after its children.'),
  stopTimeout: wholeNumber()
    .min(2)
    .max(120)
    .optional()
    .describe('Seconds between the signal to stop and the end by force. Default of ECS: 30.'),
  memoryReservation: memorySize(wholeNumber().min(6).max(122880))
    .optional()
    .describe(
      'Memory that is kept for the container: MiB, or a size such as 512MB. It may take more, as far as the task has it.',
    ),
  ulimits: mapMember(awsNames.ulimit, ulimit)
    .default({})
    .describe('Limits of the operating system for the container, each with a soft and a hard value, such as nofile.'),
  restart: restart
    .optional()
    .describe(
      'Restarts the container where it ends, without a new task. Without this, a task ends with its essential containers.',
    ),
  labels: z.record(z.string().min(1), plainText()).default({}).describe('Docker labels of the container.'),
  dependsOn: z
    .record(z.string(), z.enum(dependencyConditions))
    .default({})
    .describe(
      'Containers of the same task that come first, each with a condition. START: it has started. COMPLETE: it has ended. ' +
        'SUCCESS: it has ended with exit code 0. HEALTHY: its health check has passed.',
    ),
  envFile: (z.array(z.string().min(1)).meta({ type: ['array', 'string'] }) as z.ZodType<string[], string[] | string>)
    .optional()
    .describe(
      'A file of environment variables, or several: lines of NAME=value. It is read on this machine, and what it says is in ' +
        'the task definition, where everybody who may describe it can read it. `environment` and `secrets` count more.',
    ),
  environment: hidden(mapMember(environmentName, plainText()))
    .default({})
    .describe(
      'Environment variables of the container. Keep secrets out: everybody who may describe task definitions ' +
        'can read them.',
    ),
  secrets: hidden(mapMember(environmentName, textMember(secretText)))
    .default({})
    .describe(
      'Environment variables from Secrets Manager or Parameter Store, each with the name or ARN of a secret or parameter: ' +
        '/shop/db or ssm:db; secretsmanager:shop/db, and secretsmanager:shop/db:password for a member of it. They are read ' +
        'when a task starts.',
    ),
  repositoryCredentials: textMember(secretText)
    .optional()
    .describe(
      'The secret of Secrets Manager with the login for the registry of `image`, where that is none of ECR: its name or ARN, ' +
        'such as secretsmanager:dockerhub. What is in it is {"username": "…", "password": "…"}.',
    ),
  privileged: z
    .boolean()
    .default(false)
    .describe('Whether the container has all rights of root on its instance. Only with the capacity ec2.'),
  logs: logs.prefault({}).describe('Where the lines of the container go. Default: to the log group.'),
  healthCheck: healthCheck.optional().describe("The container's own health check. ECS replaces a task that fails it."),
};

const container = z.strictObject({
  image: textMember(image).describe('The container image, as registry/repository:tag.'),
  essential: z.boolean().default(true).describe('Whether the whole task stops when this container ends.'),
  port: wholeNumber().min(1).max(65535).optional().describe('The port that the container listens on, if there is one.'),
  cpu: cpuUnits(wholeNumber().min(0).max(196608))
    .default(0)
    .describe(
      "CPU of the task's that is kept for the container: CPU units, or vCPUs such as 0.5. 0: its share of what is left.",
    ),
  memory: memorySize(wholeNumber().min(6).max(122880))
    .optional()
    .describe(
      'Memory above which the container is killed: MiB, or a size such as 1GB. Default: the memory of the task.',
    ),
  firelens: firelens
    .optional()
    .describe(
      'FireLens: it passes on the lines of the containers of its task that have `logs: {driver: awsfirelens}`.',
    ),
  ...containerMembers,
});
export const containers = mapMember(awsNames.container, container.describe('A container beside that of the service.'));
