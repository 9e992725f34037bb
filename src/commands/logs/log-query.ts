import type {
  FilteredLogEvent,
  FilterLogEventsRequest,
  FilterLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LogSource } from './log-sources.js';

/** A line as CloudWatch Logs has it, and whose it is. */
export interface LogLine {
  /** Unique in its log group. */
  readonly id: string;
  /** ms since the epoch, as who has written it says. */
  readonly at: number;
  readonly message: string;
  readonly source: LogSource;
  /** Absent in an access log. */
  readonly container?: string | undefined;
  /** The task's id. */
  readonly task?: string | undefined;
}

/** What is asked of one log group. */
export interface LogQuery {
  readonly source: LogSource;
  /** What the names of the streams begin with; absent where all are meant. */
  readonly prefix?: string | undefined;
}

/**
 * What to ask for the lines of a source: all of its log group, or for each container the streams of some tasks.
 * @param task an id, or its beginning
 */
export const queriesFor = (source: LogSource, task: string | undefined): LogQuery[] =>
  task === undefined
    ? [{ source }]
    : source.containers.map(({ name, prefix }) => ({ source, prefix: `${prefix}/${name}/${task}` }));

/** Sends it. @returns undefined where the log group is gone */
export type AskLogs = (
  source: LogSource,
  input: FilterLogEventsRequest,
) => Promise<FilterLogEventsResponse | undefined>;

/**
 * The lines of a log group from a moment on, in the order of their times, page after page. A page may be empty and lead to
 * another one.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export async function* linesOf(ask: AskLogs, { source, prefix }: LogQuery, startTime: number): AsyncGenerator<LogLine> {
  const input = {
    logGroupName: source.logGroup,
    startTime,
    ...(prefix !== undefined && { logStreamNamePrefix: prefix }),
  };
  let nextToken: string | undefined;
  do {
    const page = await ask(source, { ...input, ...(nextToken !== undefined && { nextToken }) });
    for (const event of page?.events ?? []) yield lineOf(source, event);
    nextToken = page?.nextToken;
  } while (nextToken !== undefined && nextToken !== '');
}

/**
 * Streams of tasks are called prefix/container/task.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html, `awslogs-stream-prefix`
 */
function lineOf(
  source: LogSource,
  { eventId = '', timestamp = 0, message = '', logStreamName = '' }: FilteredLogEvent,
): LogLine {
  const [, container, task] = source.containers.length > 0 ? logStreamName.split('/') : [];
  return { id: eventId, at: timestamp, message, source, container, task };
}
