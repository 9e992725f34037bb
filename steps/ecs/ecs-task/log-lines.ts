import {
  GetLogEventsCommand,
  ResourceNotFoundException,
  type GetLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import { pages } from '../../../src/pages.js';
import type { Cloud } from '../../../src/step.js';

/** Where a container of a task writes. In our task definitions, its name is the prefix of its streams. */
export interface LogStream {
  readonly logGroup: string;
  readonly container: string;
  /** The task's ARN. */
  readonly task: string;
}

export interface LogLine {
  /** ms since the epoch, as the container's log driver says. */
  readonly timestamp: number;
  readonly message: string;
}
export interface LogLines {
  readonly lines: readonly LogLine[];
  /** What the next look begins from. */
  readonly next?: string | undefined;
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html, `awslogs-stream-prefix` */
const placeOf = ({ logGroup, container, task }: LogStream) => ({
  logGroupName: logGroup,
  logStreamName: `${container}/${container}/${task.split('/').at(-1) ?? ''}`,
});

/**
 * The lines that a container has written since the last look; none where there is no stream yet.
 * @param from what the last look has returned as `next`
 */
export async function linesSince({ logs }: Pick<Cloud, 'logs'>, stream: LogStream, from?: string): Promise<LogLines> {
  let next = from;
  // At the end, the same token comes back.
  const lines = await pages(async (token = from) => {
    const ask = { ...placeOf(stream), startFromHead: true, ...(token !== undefined && { nextToken: token }) };
    const { events = [], nextForwardToken } = await logs.send(new GetLogEventsCommand(ask)).catch(noStreamYet);
    next = nextForwardToken ?? next;
    return {
      items: events.map(({ timestamp = 0, message = '' }) => ({ timestamp, message })),
      next: nextForwardToken === token ? undefined : nextForwardToken,
    };
  });
  return { lines, next };
}

/** The log driver makes it when the container starts. */
function noStreamYet(error: unknown): GetLogEventsCommandOutput {
  if (error instanceof ResourceNotFoundException) return { events: [], $metadata: {} };
  throw error;
}

/** Of each line, so much is told. A line of CloudWatch Logs may have a million characters. */
const longestLine = 500;

/**
 * The last lines that a container has written, without control characters and cut, as failures and records can have them. What
 * cannot be read is none: it is told beside what matters more.
 */
export async function lastLines({ logs }: Pick<Cloud, 'logs'>, stream: LogStream, limit = 10): Promise<string[]> {
  const asked = logs.send(new GetLogEventsCommand({ ...placeOf(stream), limit }));
  const { events = [] } = await asked.catch(() => ({ events: [] }));
  return events.map(({ message = '' }) => withoutControls(message.trimEnd()).slice(0, longestLine));
}

/** What others have written, as it can stand in a record. */
export const withoutControls = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');

/** How last lines are told in the text of a failure. @param whose of which container, where that is not clear */
export const lastLinesText = (lines: readonly string[], whose = ''): string[] =>
  lines.length > 0 ? [`its last lines${whose}:`, ...lines.map((line) => `  ${line}`)] : [];
