import type { LogStream } from '@aws-sdk/client-cloudwatch-logs';
import type { Context } from '../../service.js';
import { logStreams, type LogGroupRow, type LogStreamRow } from './tables.js';

export const streamKey = (group: string, stream: string): string => `${group}:log-stream:${stream}`;

export const logStreamArn = ({ group }: Pick<LogGroupRow, 'group'>, stream: string): string =>
  `${group.logGroupArn}:log-stream:${stream}`;

/** Adds a stream that there is none of, whoever writes to it. */
export function addLogStream(context: Context, row: LogGroupRow, logStreamName: string): LogStreamRow {
  const stream: LogStream & { logStreamName: string; arn: string } = {
    ...{ logStreamName, creationTime: context.now.getTime(), arn: logStreamArn(row, logStreamName), storedBytes: 0 },
    uploadSequenceToken: context.world.hex(56).replace(/[a-f]/g, (digit) => String(digit.charCodeAt(0) % 10)),
  };
  const made: LogStreamRow = { logGroupName: row.group.logGroupName, stream, events: [] };
  logStreams(context).set(streamKey(row.group.logGroupName, logStreamName), made);
  return made;
}

/** All streams of a group. */
export const streamsOf = (context: Context, { group }: Pick<LogGroupRow, 'group'>): LogStreamRow[] =>
  logStreams(context).all(({ logGroupName }) => logGroupName === group.logGroupName);
