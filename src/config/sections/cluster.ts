import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { textMember } from '../format-members.js';
import { wholeNumber } from '../whole-number.js';

/** The members of the cluster. */

const instances = z.strictObject({
  type: textMember(awsNames.instanceType)
    .default('c5.xlarge')
    .describe('The EC2 instance type. Its vCPU, memory and network interfaces limit how many tasks one instance runs.'),
  min: wholeNumber()
    .min(0)
    .max(1000)
    .default(0)
    .describe('The minimum number of instances. At 0, the last instance is terminated when no task needs it.'),
  max: wholeNumber()
    .min(1)
    .max(1000)
    .default(100)
    .describe('The maximum number of instances. Tasks that do not fit on them wait.'),
  volumeGiB: wholeNumber()
    .min(30)
    .max(16384)
    .default(50)
    .describe('GiB of the root volume of each instance, which holds images and logs.'),
});

export const cluster = z.strictObject({
  name: textMember(awsNames.cluster).optional().describe("The name of the cluster. Default: the stack's name."),
  arn: textMember(awsNames.clusterArn)
    .optional()
    .describe(
      'The ARN of a cluster that exists already, in the same account and region. Services and tasks of the stack are put into ' +
        'it; it is never changed or deleted, so its Container Insights are as they are. Default: the stack makes one.',
    ),
  executionRole: textMember(awsNames.role)
    .optional()
    .describe(
      'The name of the task execution role, with which ECS pulls images and writes logs. Default: ' +
        '<stack>-exec-<region>.',
    ),
  capacity: z
    .enum(['fargate', 'ec2'])
    .default('fargate')
    .describe(
      'What tasks run on. fargate: AWS Fargate, without servers of your own. ec2: EC2 instances of an Auto Scaling ' +
        'group, which grows and shrinks with the tasks.',
    ),
  instances: instances.prefault({}).describe('The EC2 instances. They are used only if the capacity is ec2.'),
  containerInsights: z
    .enum(['enhanced', 'enabled', 'disabled'])
    .default('enabled')
    .describe('CloudWatch Container Insights: metrics of tasks and services. CloudWatch bills them as custom metrics.'),
});
