import type * as Logs from '@aws-sdk/client-cloudwatch-logs';
import {
  at, looking, requestTags, resourceTags, texts, type Demand, type Keys, type Rule, type Rules,
  type Surroundings,
} from './demand.js';

const group = ({ partition, region, account }: Surroundings, name: string): string =>
  `arn:${partition}:logs:${region}:${account}:log-group:${name}`;

/**
 * Policies name a log group with `:*` behind it, for all of its streams; only operations on tags take it without.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
const on: Rule<{ readonly logGroupName?: string }> = ({ operation, input, around }) =>
  texts(input.logGroupName).map((name) => whole(operation, around, name));

function whole(operation: string, around: Surroundings, name: string, more: Keys = {}): Demand {
  const arn = group(around, name);
  return at(`logs:${operation}`, `${arn}:log-stream:`, { ...resourceTags(around.tagsOf(arn)), ...more }, `${arn}:*`);
}

/** Tagging what is made is asked for apart. Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const creates: Rule<Logs.CreateLogGroupRequest> = ({ operation, input, around }) => {
  const { logGroupName = '', tags = {} } = input;
  const keys = requestTags(tags);
  const itself = whole(operation, around, logGroupName, keys);
  return Object.keys(tags).length === 0 ? [itself] : [itself, at('logs:TagResource', group(around, logGroupName), keys)];
};

const onTags: Rule<{ readonly resourceArn?: string; readonly tags?: Record<string, string> }> = ({ operation, input, around }) =>
  texts(input.resourceArn).map((arn) => at(`logs:${operation}`, arn, { ...resourceTags(around.tagsOf(arn)), ...requestTags(input.tags ?? {}) }));

/** Amazon CloudWatch Logs. Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
export const logs: Rules = {
  CreateLogGroup: creates,
  DeleteLogGroup: on,
  DescribeLogGroups: looking('logs'),
  ListTagsForResource: onTags,
  PutRetentionPolicy: on,
  DeleteRetentionPolicy: on,
  TagResource: onTags,
  UntagResource: onTags,
};
