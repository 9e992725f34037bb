import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { cidr, subnetRange } from '../cidr.js';
import { textMember } from '../format-members.js';
import { wholeNumber } from '../whole-number.js';

/** The members of the network. */

const ranges = z.strictObject({
  public: z
    .array(textMember(subnetRange))
    .optional()
    .describe('One address range for each public subnet: one for each zone.'),
  private: z
    .array(textMember(subnetRange))
    .optional()
    .describe('One address range for each private subnet: one for each zone.'),
});

const existing = z.strictObject({
  vpc: textMember(awsNames.vpcId).describe(
    'The id of the VPC. What is in it stays unchanged. The stack adds its security groups.',
  ),
  public: z
    .array(textMember(awsNames.subnetId))
    .default([])
    .describe('Ids of its public subnets: those with a route to an internet gateway.'),
  private: z
    .array(textMember(awsNames.subnetId))
    .default([])
    .describe('Ids of its private subnets: those behind a NAT gateway, or without a route to the internet.'),
});

/** Interface endpoints that a task may need in addition to those that every task needs. */
const extraEndpoints = ['kms', 'ssmmessages', 'secretsmanager', 'ssm', 'sts', 'ecs', 'ecs-agent', 'ecs-telemetry'];

export const network = z.strictObject({
  cidr: textMember(cidr)
    .default('10.0.0.0/16')
    .describe('The address range of the VPC, /16 to /24: private addresses, as a rule.'),
  zones: wholeNumber()
    .min(1)
    .max(6)
    .default(2)
    .describe(
      'The number of availability zones that have subnets. With 1, what fails with the zone takes all of the stack with it: ' +
        'enough for development, and not for a load balancer.',
    ),
  egress: z
    .enum(['public', 'nat', 'nat-per-zone', 'endpoints'])
    .default('public')
    .describe(
      'How tasks reach the internet. public: each task has a public IP address. nat: tasks in private subnets share one ' +
        'NAT gateway. nat-per-zone: each zone has its own NAT gateway. endpoints: they do not reach it; VPC endpoints ' +
        'lead to the AWS services that they need.',
    ),
  endpoints: z
    .array(z.enum(extraEndpoints))
    .default([])
    .describe(
      "More interface endpoints, beside those that tasks need to start. The endpoints for the tasks' secrets " +
        'need not be listed.',
    ),
  subnets: ranges.optional().describe("The address ranges of the subnets. Default: equal parts of the VPC's range."),
  existing: existing.optional().describe('A VPC and subnets that exist already. The stack uses them and creates none.'),
});
