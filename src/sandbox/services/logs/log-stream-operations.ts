import {
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  DescribeLogStreamsCommand,
  type DescribeLogStreamsRequest,
  type LogStream,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError, on, type Context } from '../../service.js';
import { failed, invalid, limitedPage, present } from './constraint.js';
import { existingGroup, identifiedGroup } from './log-group.js';
import { addLogStream, streamKey, streamsOf } from './log-stream.js';
import { logStreams, type LogGroupRow, type LogStreamRow } from './tables.js';

/** Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const logStreamOperations = [
  on(CreateLogStreamCommand, (input, context) => {
    const group = existingGroup(context, input.logGroupName);
    const name = logStreamName(input.logStreamName);
    if (logStreams(context).has(streamKey(group.group.logGroupName, name)))
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
    addLogStream(context, group, name);
    return {};
  }),

  on(DeleteLogStreamCommand, (input, context) => {
    const { logGroupName, stream } = existingStream(
      context,
      existingGroup(context, input.logGroupName),
      input.logStreamName,
    );
    logStreams(context).delete(streamKey(logGroupName, stream.logStreamName));
    return {};
  }),

  /** By their names, or the newest lines last, and in either order. */
  on(DescribeLogStreamsCommand, (input, context) => {
    const { logStreamNamePrefix = '', orderBy = 'LogStreamName', descending = false } = input;
    if (orderBy === 'LastEventTime' && input.logStreamNamePrefix !== undefined)
      throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
    const rows = streamsOf(context, groupOf(context, input)).filter(({ stream }) =>
      stream.logStreamName.startsWith(logStreamNamePrefix),
    );
    const sorted = rows.toSorted((a, b) => (keyBy(a, orderBy) < keyBy(b, orderBy) ? -1 : 1));
    if (descending) sorted.reverse();
    const numbered = sorted.map(({ stream }, index) => ({ stream, key: String(index).padStart(9, '0') }));
    const { items, more } = limitedPage(numbered, ({ key }) => key, input);
    return { logStreams: items.map(({ stream }) => shown(stream)), ...more };
  }),
];

/** A token is shown once lines were put. */
function shown({ uploadSequenceToken, ...stream }: LogStreamRow['stream']): LogStream {
  return { ...stream, ...(stream.lastIngestionTime !== undefined && { uploadSequenceToken }) };
}

const keyBy = ({ stream }: LogStreamRow, orderBy: string): string =>
  orderBy === 'LogStreamName'
    ? stream.logStreamName
    : `${String(stream.lastEventTimestamp ?? 0).padStart(15, '0')} ${stream.logStreamName}`;

type Which = Pick<DescribeLogStreamsRequest, 'logGroupName' | 'logGroupIdentifier'>;

/** A group by one of the two members that name it. @throws AwsError `ValidationException` for both, `InvalidParameterException` for neither */
export function groupOf(context: Context, { logGroupName, logGroupIdentifier }: Which): LogGroupRow {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined)
    throw new AwsError('ValidationException', 'LogGroup name and LogGroup ARN are mutually exclusive parameters.');
  return logGroupIdentifier === undefined
    ? existingGroup(context, logGroupName)
    : identifiedGroup(context, logGroupIdentifier);
}

/** @throws AwsError `ResourceNotFoundException` */
export function existingStream(context: Context, { group }: LogGroupRow, name: string | undefined): LogStreamRow {
  const row = logStreams(context).get(streamKey(group.logGroupName, logStreamName(name)));
  if (!row) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  return row;
}

function logStreamName(value: string | undefined): string {
  const name = present(value, 'logStreamName');
  if (name.length < 1 || name.length > 512 || /[:*]/.test(name))
    throw failed(name, 'logStreamName', 'Member must satisfy regular expression pattern: [^:*]*');
  return name;
}
