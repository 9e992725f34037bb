import type * as Logs from '@aws-sdk/client-cloudwatch-logs';
import {
  onResource,
  readOnly,
  requestTags,
  resourceTags,
  texts,
  type RequiredPermission,
  type Keys,
  type Rule,
  type Rules,
  type PermissionContext,
} from './required-permission.js';

const group = ({ partition, region, account }: PermissionContext, name: string): string =>
  `arn:${partition}:logs:${region}:${account}:log-group:${name}`;

/**
 * Policies name a log group with `:*` behind it, for all of its streams; only operations on tags take it without.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
const on: Rule<{ readonly logGroupName?: string }> = ({ operation, input, context }) =>
  texts(input.logGroupName).map((name) => whole(operation, context, name));

/** A stream has an ARN of its own. */
const onStream: Rule<{ readonly logGroupName?: string; readonly logStreamName?: string }> = ({
  operation,
  input,
  context,
}) =>
  texts(input.logGroupName).map((name) => {
    const arn = group(context, name);
    const keys = resourceTags(context.tagsOf(arn));
    return onResource(`logs:${operation}`, `${arn}:log-stream:${input.logStreamName ?? ''}`, keys, `${arn}:*`);
  });

function whole(operation: string, around: PermissionContext, name: string, more: Keys = {}): RequiredPermission {
  const arn = group(around, name);
  return onResource(
    `logs:${operation}`,
    `${arn}:log-stream:`,
    { ...resourceTags(around.tagsOf(arn)), ...more },
    `${arn}:*`,
  );
}

/** Tagging what is made is asked for apart. Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const creates: Rule<Logs.CreateLogGroupRequest> = ({ operation, input, context }) => {
  const { logGroupName = '', tags = {} } = input;
  const keys = requestTags(tags);
  const itself = whole(operation, context, logGroupName, keys);
  return Object.keys(tags).length === 0
    ? [itself]
    : [itself, onResource('logs:TagResource', group(context, logGroupName), keys)];
};

const onTags: Rule<{ readonly resourceArn?: string; readonly tags?: Record<string, string> }> = ({
  operation,
  input,
  context,
}) =>
  texts(input.resourceArn).map((arn) =>
    onResource(`logs:${operation}`, arn, { ...resourceTags(context.tagsOf(arn)), ...requestTags(input.tags ?? {}) }),
  );

/** Amazon CloudWatch Logs. Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
export const logs: Rules = {
  CreateLogGroup: creates,
  CreateLogStream: onStream,
  DeleteLogGroup: on,
  DeleteLogStream: onStream,
  DescribeLogGroups: readOnly('logs'),
  DescribeLogStreams: on,
  FilterLogEvents: on,
  GetLogEvents: onStream,
  ListTagsForResource: onTags,
  PutLogEvents: onStream,
  PutRetentionPolicy: on,
  DeleteRetentionPolicy: on,
  TagResource: onTags,
  UntagResource: onTags,
};
