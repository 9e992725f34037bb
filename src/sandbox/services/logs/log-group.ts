import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  PutLogGroupDeletionProtectionCommand,
  type CreateLogGroupRequest,
  type DescribeLogGroupsRequest,
  type LogGroup,
} from '@aws-sdk/client-cloudwatch-logs';
import { refuseBeyond } from '../../quotas.js';
import { AwsError, on, type Context } from '../../service.js';
import { invalid, limitedPage, logGroupName, present } from './constraint.js';
import { logGroupDeleted } from './log-group-deleted.js';
import { streamKey, streamsOf } from './log-stream.js';
import { logGroups, logStreams, type LogGroupRow } from './tables.js';
import { checkedTags } from './tags.js';

/**
 * Log groups, without the lines in them.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
 */
export const logGroupOperations = [
  on(CreateLogGroupCommand, createLogGroup),

  on(DescribeLogGroupsCommand, (input, context) => {
    const { items, more } = limitedPage(wanted(input, context), ({ group }) => group.logGroupName, input);
    const shown = input.logGroupNamePattern === undefined ? whole : foundByPattern;
    return { logGroups: items.map(({ group }) => shown(group)), ...more };
  }),

  on(PutLogGroupDeletionProtectionCommand, (input, context) => {
    const { group } = identifiedGroup(context, present(input.logGroupIdentifier, 'logGroupIdentifier'));
    group.deletionProtectionEnabled = present(input.deletionProtectionEnabled, 'deletionProtectionEnabled');
    return {};
  }),

  on(DeleteLogGroupCommand, (input, context) => {
    const { group } = existingGroup(context, input.logGroupName);
    if (group.deletionProtectionEnabled)
      throw new AwsError('ValidationException', 'The log group has deletion protection enabled. Disable it first.');
    for (const { stream } of streamsOf(context, { group }))
      logStreams(context).delete(streamKey(group.logGroupName, stream.logStreamName));
    logGroups(context).delete(group.logGroupName);
    context.emit(logGroupDeleted, group);
    return {};
  }),
];

type Group = LogGroupRow['group'];
const whole = (group: Group): LogGroup => group;
/** Found by a pattern, groups come from an index that does not know all of them. */
function foundByPattern(group: Group): LogGroup {
  const { storedBytes: _bytes, deletionProtectionEnabled: _protection, ...rest } = group;
  return rest;
}

/** @throws AwsError `ResourceNotFoundException`, or `InvalidParameterException` where no group can have that name */
export function existingGroup(context: Context, name: string | undefined): LogGroupRow {
  const row = logGroups(context).get(logGroupName(name));
  if (!row) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  return row;
}

/**
 * A group by its name or its ARN; the ARN may end in `:*`, as DescribeLogGroups also shows it.
 * @throws AwsError `ResourceNotFoundException`
 */
export function identifiedGroup(context: Context, identifier: string): LogGroupRow {
  const start = arnStart(context);
  const name = identifier.startsWith(start) ? identifier.slice(start.length).replace(/:\*$/, '') : identifier;
  const row = logGroups(context).get(name);
  if (!row) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  return row;
}

const arnStart = ({ partition, region, account }: Context) => `arn:${partition}:logs:${region}:${account}:log-group:`;

function createLogGroup(input: CreateLogGroupRequest, context: Context) {
  const name = logGroupName(input.logGroupName);
  if (/^aws\//i.test(name)) throw invalid('Log groups starting with AWS/ are reserved for AWS.');
  const tags = checkedTags(input.tags);
  if (input.kmsKeyId !== undefined)
    throw new AwsError('NotImplemented', 'the sandbox has no keys of KMS', { status: 501 });
  if (logGroups(context).has(name))
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
  refuseBeyond(context, 'log-groups', logGroups(context).size + 1, () => 'Resource limit exceeded.');
  addLogGroup(context, { ...input, logGroupName: name, tags });
  return {};
}

/** Adds a group that there is none of, whoever creates it: AWS's services create some on their own. */
export function addLogGroup(
  context: Context,
  {
    logGroupName,
    tags = {},
    ...more
  }: Pick<CreateLogGroupRequest, 'tags' | 'logGroupClass' | 'deletionProtectionEnabled'> & { logGroupName: string },
): LogGroupRow {
  const logGroupArn = `${arnStart(context)}${logGroupName}`;
  const row: LogGroupRow = {
    group: {
      logGroupName,
      creationTime: context.now.getTime(),
      metricFilterCount: 0,
      arn: `${logGroupArn}:*`,
      storedBytes: 0,
      logGroupClass: more.logGroupClass ?? 'STANDARD',
      logGroupArn,
      deletionProtectionEnabled: more.deletionProtectionEnabled ?? false,
    },
    tags,
  };
  logGroups(context).set(logGroupName, row);
  return row;
}

/** The groups that a DescribeLogGroups asks for. An identifier that is not there is left out, not an error. */
function wanted(input: DescribeLogGroupsRequest, context: Context): LogGroupRow[] {
  const { logGroupNamePrefix: prefix, logGroupNamePattern: part, logGroupIdentifiers, logGroupClass } = input;
  if (prefix !== undefined && part !== undefined)
    throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
  if (logGroupIdentifiers && (prefix ?? part ?? logGroupClass) !== undefined)
    throw invalid('LogGroup identifiers cannot be combined with other filters.');
  const identified = logGroupIdentifiers?.map((each) => each.replace(arnStart(context), '').replace(/:\*$/, ''));
  return logGroups(context).all(
    ({ group }) =>
      group.logGroupName.startsWith(prefix ?? '') &&
      group.logGroupName.includes(part ?? '') &&
      (identified?.includes(group.logGroupName) ?? true) &&
      (logGroupClass === undefined || group.logGroupClass === logGroupClass),
  );
}
