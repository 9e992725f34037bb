import type { LogGroup, ResourcePolicy } from '@aws-sdk/client-cloudwatch-logs';
import { regional } from '../../service.js';
import type { Tags } from './tags.js';

/** A log group as the sandbox keeps it. */
export interface LogGroupRow {
  group: LogGroup & { logGroupName: string; arn: string; logGroupArn: string };
  tags: Tags;
}

/** Every log group of the region, by its name. */
export const logGroups = regional<LogGroupRow>('logs/groups');

/** The account's resource policies in the region, by policy name. */
export const resourcePolicies = regional<ResourcePolicy>('logs/resource-policies');
