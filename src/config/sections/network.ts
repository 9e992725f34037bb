import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { cidr, subnetRange } from '../cidr.js';
import { written } from '../format.js';
import { whole } from '../whole.js';

/** The members of the network. */

const ranges = z.strictObject({
  public: z.array(written(subnetRange)).optional().describe('One for each zone.'),
  private: z.array(written(subnetRange)).optional().describe('One for each zone.'),
});

const existing = z.strictObject({
  vpc: written(awsNames.vpcId).describe('The id of a VPC. Nothing in it is changed; security groups are added.'),
  public: z.array(written(awsNames.subnetId)).default([]).describe('Ids of subnets with a route to the internet.'),
  private: z.array(written(awsNames.subnetId)).default([]).describe('Ids of subnets without one, or behind a NAT.'),
});

/** Interface endpoints that a task may need beside those that every task needs. */
const extraEndpoints = ['kms', 'ssmmessages', 'secretsmanager', 'ssm', 'sts', 'ecs', 'ecs-agent', 'ecs-telemetry'];

export const network = z.strictObject({
  cidr: written(cidr).default('10.0.0.0/16').describe('The addresses of the VPC: a private network, /16 to /24.'),
  zones: whole().min(2).max(6).default(2).describe('In how many availability zones there are subnets.'),
  egress: z
    .enum(['public', 'nat', 'nat-per-zone', 'endpoints'])
    .default('public')
    .describe(
      'How tasks reach the internet. public: by an address each. nat, nat-per-zone: from private subnets, through one ' +
        'NAT gateway or one in each zone. endpoints: not at all; VPC endpoints lead to the services of AWS they need.',
    ),
  endpoints: z
    .array(z.enum(extraEndpoints))
    .default([])
    .describe('More VPC endpoints than tasks need to start. Those for their secrets are added by themselves.'),
  subnets: ranges.optional().describe('The addresses of the subnets, where they shall not be divided evenly.'),
  existing: existing.optional().describe('A VPC and subnets that exist already, used as they are.'),
});
