import type { LogGroup, LogStream, ResourcePolicy } from '@aws-sdk/client-cloudwatch-logs';
import { regional } from '../../service.js';
import type { Tags } from './tags.js';

/** A log group as the sandbox keeps it. */
export interface LogGroupRow {
  group: LogGroup & { logGroupName: string; arn: string; logGroupArn: string };
  tags: Tags;
}

/** Every log group of the region, by its name. */
export const logGroups = regional<LogGroupRow>('logs/groups');

/** One line. */
export interface LogEventRow {
  /** Unique in the region, and greater than those before it. */
  id: string;
  /** ms since the epoch, as the client says. */
  timestamp: number;
  message: string;
  ingestionTime: number;
}

/** A stream in a log group. Its lines are in the order of their timestamps. */
export interface LogStreamRow {
  logGroupName: string;
  stream: LogStream & { logStreamName: string; arn: string };
  events: LogEventRow[];
}

/** Every stream of the region, by its group and its name: `streamKey`. */
export const logStreams = regional<LogStreamRow>('logs/streams');

/** The account's resource policies in the region, by policy name. */
export const resourcePolicies = regional<ResourcePolicy>('logs/resource-policies');
