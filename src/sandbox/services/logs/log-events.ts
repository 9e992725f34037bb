import {
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  type FilterLogEventsRequest,
  type GetLogEventsRequest,
  type PutLogEventsRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { on, regional, type Context } from '../../service.js';
import { page } from '../page.js';
import { invalid, present, within } from './constraint.js';
import { patternMatcher } from './filter-pattern.js';
import { existingGroup } from './log-group.js';
import { streamsOf } from './log-stream.js';
import { existingStream, groupOf } from './log-stream-operations.js';
import type { LogEventRow, LogGroupRow, LogStreamRow } from './tables.js';

/** Lines: put by clients, read back by stream, and searched in a group. */
export const logEventOperations = [
  on(PutLogEventsCommand, putLogEvents),

  on(GetLogEventsCommand, getLogEvents),

  /** Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
  on(FilterLogEventsCommand, (input, context) => {
    const group = groupOf(context, input);
    const matches = patternMatcher(input.filterPattern ?? '');
    const rows = streamsIn(context, group, input).flatMap(({ stream, events }) =>
      events
        .filter(
          (event) => isWithin(event, { ...input, endTime: (input.endTime ?? Infinity) + 1 }) && matches(event.message),
        )
        .map((event) => ({ ...event, logStreamName: stream.logStreamName })),
    );
    const { items, next } = page(rows, ({ id }) => id, {
      size: within(input.limit, 'limit', [1, 10_000], 10_000),
      token: input.nextToken,
      invalid: () => invalid('The specified nextToken is invalid.'),
    });
    const events = items.map(({ id, ...event }) => ({ ...event, eventId: id }));
    return { events, searchedLogStreams: [], ...(next !== undefined && { nextToken: next }) };
  }),
];

const counter = regional<{ latest: number }>('logs/event-count');

/** In the order of time, and of arrival within one millisecond: 56 digits, as AWS has them. */
function eventId(context: Context, timestamp: number): string {
  const latest = (counter(context).get('count')?.latest ?? 0) + 1;
  counter(context).set('count', { latest });
  return `${String(timestamp).padStart(20, '0')}${String(latest).padStart(36, '0')}`;
}

const hourMs = 3_600_000;
const largestBatch = 10_000;
const mostBytes = 1_048_576;
const bytesBeside = 26;

/** Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
function putLogEvents(input: PutLogEventsRequest, context: Context) {
  const group = existingGroup(context, input.logGroupName);
  const row = existingStream(context, group, input.logStreamName);
  const sent = present(input.logEvents, 'logEvents').map(({ timestamp, message }) => ({
    timestamp: present(timestamp, 'logEvents.timestamp'),
    message: present(message, 'logEvents.message'),
  }));
  checkBatch(sent);
  const now = context.now.getTime();
  const days = Math.min(14, group.group.retentionInDays ?? 14);
  const [oldest, newest] = [now - days * 24 * hourMs, now + 2 * hourMs];
  const taken = sent.filter(({ timestamp }) => timestamp >= oldest && timestamp <= newest);
  addLogEvents(context, row, taken);
  const tooNew = sent.findIndex(({ timestamp }) => timestamp > newest);
  const tooOld = sent.findLastIndex(({ timestamp }) => timestamp < oldest);
  const rejected = {
    ...(tooNew >= 0 && { tooNewLogEventStartIndex: tooNew }),
    ...(tooOld >= 0 && { tooOldLogEventEndIndex: tooOld + 1 }),
  };
  const { stream } = row;
  return {
    ...(stream.uploadSequenceToken !== undefined && { nextSequenceToken: stream.uploadSequenceToken }),
    ...(Object.keys(rejected).length > 0 && { rejectedLogEventsInfo: rejected }),
  };
}

/**
 * Adds lines to a stream, whoever writes them.
 * @param most how many stay; the oldest go. AWS keeps all: this bounds the world's file, which is written as a whole. What
 *   clients put by themselves is kept as far as the largest batch.
 */
export function addLogEvents(
  context: Context,
  { stream, events }: LogStreamRow,
  added: readonly Line[],
  most = largestBatch,
): void {
  if (added.length === 0) return;
  const ingestionTime = context.now.getTime();
  for (const { timestamp, message } of added)
    events.push({ id: eventId(context, timestamp), timestamp, message, ingestionTime });
  events.sort((a, b) => (a.id < b.id ? -1 : 1));
  events.splice(0, events.length - most);
  Object.assign(stream, { firstEventTimestamp: events[0]?.timestamp, lastEventTimestamp: events.at(-1)?.timestamp });
  stream.lastIngestionTime = ingestionTime;
}
type Line = Pick<LogEventRow, 'timestamp' | 'message'>;

function checkBatch(events: readonly Line[]): void {
  if (events.length < 1 || events.length > largestBatch) throw invalid('A batch has 1 to 10,000 log events.');
  if (events.some(({ message }) => message === '')) throw invalid('Log event message must not be empty.');
  const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + bytesBeside, 0);
  if (bytes > mostBytes) throw invalid(`Upload too large: ${bytes} bytes exceeds limit of ${mostBytes}`);
  if (events.some(({ timestamp }, index) => index > 0 && timestamp < (events[index - 1]?.timestamp ?? 0)))
    throw invalid('Log events in a single PutLogEvents request must be in chronological order.');
  const [first, last] = [events[0]?.timestamp ?? 0, events.at(-1)?.timestamp ?? 0];
  if (last - first > 24 * hourMs)
    throw invalid('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
}

/**
 * A page forward from a token, or backward; without one, the newest lines, or the oldest where the head is asked for. At
 * the end the same token comes back.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
function getLogEvents(input: GetLogEventsRequest, context: Context) {
  const row = existingStream(context, groupOf(context, input), input.logStreamName);
  const limit = within(input.limit, 'limit', [1, 10_000], 10_000);
  const all = row.events.filter((event) => isWithin(event, input));
  const { nextToken, startFromHead = false } = input;
  const [, way, at = ''] = /^([fb])\/(\d{56})$/.exec(nextToken ?? '') ?? [];
  if (nextToken !== undefined && way === undefined) throw invalid('The specified nextToken is invalid.');
  const isForward = way === 'f' || (way === undefined && startFromHead);
  const rest = way === undefined ? all : all.filter(({ id }) => (isForward ? id > at : id < at));
  const events = isForward ? rest.slice(0, limit) : rest.slice(-limit);
  const nowhere = at === '' ? '0'.repeat(56) : at;
  return {
    events: events.map(({ id: _, ...event }) => event),
    nextForwardToken: `f/${events.at(-1)?.id ?? nowhere}`,
    nextBackwardToken: `b/${events[0]?.id ?? nowhere}`,
  };
}

interface Span {
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
}
/** The end itself is outside, as GetLogEvents has it. FilterLogEvents leaves out only what is after it. */
const isWithin = ({ timestamp }: LogEventRow, { startTime = 0, endTime = Infinity }: Span): boolean =>
  timestamp >= startTime && timestamp < endTime;

function streamsIn(context: Context, group: LogGroupRow, input: FilterLogEventsRequest): readonly LogStreamRow[] {
  const { logStreamNames, logStreamNamePrefix: prefix } = input;
  if (logStreamNames !== undefined && prefix !== undefined)
    throw invalid('logStreamNames and logStreamNamePrefix are mutually exclusive parameters.');
  if (logStreamNames) return logStreamNames.map((name) => existingStream(context, group, name));
  return streamsOf(context, group).filter(({ stream }) => stream.logStreamName.startsWith(prefix ?? ''));
}
