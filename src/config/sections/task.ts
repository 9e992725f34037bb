import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { plainText, textMember } from '../format-members.js';
import { image } from '../image.js';
import { retention } from '../retention.js';
import { maxTaskDisk, minTaskDisk } from '../../facts/fargate-sizes.js';
import { cpuUnits, memorySize } from '../sizes.js';
import { wholeNumber } from '../whole-number.js';
import { build } from './build.js';
import { containerMembers, containers } from './container.js';
import { permissions } from './permissions.js';
import { volumes } from './volume.js';

/** The members of whatever runs tasks: of a service, and of a job. They make its task definition, and what it needs. */
export const taskMembers = {
  image: textMember(image).optional().describe('The container image, as registry/repository:tag.'),
  repository: textMember(awsNames.repository)
    .optional()
    .describe('Instead of `image`: the name of a private ECR repository, which is created and deleted with the stack.'),
  tag: plainText(textMember(awsNames.imageTag))
    .optional()
    .describe('The tag of the image in the repository. Default: a tag made from the content of what is built.'),
  build: build
    .optional()
    .describe(
      'A directory with a Dockerfile, or a map with `context` and more. The image is built and pushed if the repository does ' +
        'not have its tag, and anew when what it is built from has changed.',
    ),
  cpu: cpuUnits(wholeNumber().meta({ minimum: 128, maximum: 196608 }))
    .default(256)
    .describe('CPU of each task: CPU units, of which 1024 are one vCPU, or vCPUs, such as 0.5 or "1 vCPU".'),
  memory: memorySize(wholeNumber().meta({ minimum: 128, maximum: 122880 }))
    .default(512)
    .describe('Memory of each task: MiB, or a size such as 4GB. Fargate allows only certain pairs of CPU and memory.'),
  memoryLimit: memorySize(wholeNumber().min(6).max(122880))
    .optional()
    .describe(
      "Memory above which the task's own container is killed: MiB, or a size such as 1GB. Default: the memory of the task.",
    ),
  ephemeralStorage: wholeNumber()
    .min(minTaskDisk)
    .max(maxTaskDisk)
    .optional()
    .describe('GiB of disk that each task has on Fargate, for its image and its files. Default: 20, which is free.'),
  volumes: volumes
    .default({})
    .describe(
      'Directories that outlive a container, or that several of a task share: `mounts` of a container names them.',
    ),
  architecture: z
    .enum(['x86_64', 'arm64'])
    .default('x86_64')
    .describe('The processor architecture that the image is built for.'),
  subnets: z
    .enum(['public', 'private'])
    .optional()
    .describe(
      'The subnets that tasks run in. In public subnets each task has a public IP address. Default: private if the ' +
        'network has private subnets, otherwise public.',
    ),
  securityGroups: z
    .array(textMember(awsNames.securityGroupId))
    .default([])
    .describe(
      'Ids of security groups that exist already, in the VPC of `network.existing`: tasks have them beside their own one. They ' +
        'are never changed or deleted. At most 4.',
    ),
  ...containerMembers,
  containers: containers
    .default({})
    .describe('More containers in each task, beside its own one: sidecars, each under its name.'),
  permissions: permissions
    .optional()
    .describe('What the program in the containers may do in AWS (the task role). Default: nothing.'),
  executionRole: textMember(awsNames.roleArn)
    .optional()
    .describe(
      'The ARN of an execution role that exists already, in the same account, with which ECS pulls the images, reads the ' +
        'secrets and writes the logs of these tasks. It is used as it is, and never changed or deleted. Default: a role of the stack.',
    ),
  exec: z
    .boolean()
    .default(false)
    .describe(
      'ECS Exec: whether a shell can be opened in the containers, through Session Manager. The task role gets the right ' +
        'to it. It counts for tasks that start afterwards.',
    ),
  logGroup: textMember(awsNames.logGroup)
    .optional()
    .describe('The name of the log group. Default: /ecs/<stack>/, and the name in this file.'),
  logRetentionDays: retention().default(30).describe('Days for which CloudWatch Logs keeps what the containers write.'),
};
