import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { written } from '../format.js';
import { whole } from '../whole.js';

/** The members of the cluster. */

const instances = z.strictObject({
  type: written(awsNames.instanceType)
    .default('c5.xlarge')
    .describe('How many tasks fit on one depends on its vCPU, memory and network interfaces.'),
  min: whole().min(0).max(1000).default(0).describe('How many there are at least.'),
  max: whole().min(1).max(1000).default(100).describe('How many there may be.'),
  volumeGiB: whole().min(30).max(16384).default(50).describe('The root volume of each: images and logs are kept there.'),
});

export const cluster = z.strictObject({
  name: written(awsNames.cluster).optional().describe("The cluster's name; the stack's unless told."),
  executionRole: written(awsNames.role)
    .optional()
    .describe('The name of the role that pulls images and writes logs; <stack>-exec-<region> unless told.'),
  capacity: z
    .enum(['fargate', 'ec2'])
    .default('fargate')
    .describe('What tasks run on. fargate: no servers to look after. ec2: instances that come and go with the tasks.'),
  instances: instances.prefault({}).describe('The instances, where the capacity is ec2.'),
  containerInsights: z
    .enum(['enhanced', 'enabled', 'disabled'])
    .default('enabled')
    .describe('CloudWatch Container Insights: metrics of tasks and services. Billed as custom metrics.'),
});
