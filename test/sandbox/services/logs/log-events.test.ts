import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from '@jest/globals';
import { logs } from '../../../../src/sandbox/services/logs/index.js';
import { testContext } from '../../context.js';

const group = { logGroupName: '/web' };
const now = Date.parse('2026-01-01T00:00:00Z');
const second = 1000;

function withStreams(...names: readonly string[]) {
  const cloud = testContext();
  cloud.call(logs, CreateLogGroupCommand, group);
  const streams = names.length > 0 ? names : ['a'];
  for (const logStreamName of streams) cloud.call(logs, CreateLogStreamCommand, { ...group, logStreamName });
  const eventsOf = (messages: readonly string[], from = now) =>
    messages.map((message, index) => ({ timestamp: from + index * second, message }));
  return {
    ...cloud,
    put: (messages: readonly string[], from = now, logStreamName = streams[0]) =>
      cloud.call(logs, PutLogEventsCommand, { ...group, logStreamName, logEvents: eventsOf(messages, from) }),
    refusedPut: (logEvents: { timestamp: number; message: string }[]) =>
      cloud.refusal(logs, PutLogEventsCommand, { ...group, logStreamName: 'a', logEvents }).code,
    read: (more: object = {}) => cloud.call(logs, GetLogEventsCommand, { ...group, logStreamName: 'a', ...more }),
    found: (more: object = {}) =>
      cloud.call(logs, FilterLogEventsCommand, { ...group, ...more }).events?.map(({ message }) => message),
  };
}
const messages = (it: { events?: { message?: string }[] }) => it.events?.map(({ message }) => message);

test('lines come back in the order of their times, whenever they were put', () => {
  const { put, read, call } = withStreams();
  put(['third', 'fourth'], now + 2 * second);
  put(['first', 'second']);
  expect(messages(read({ startFromHead: true }))).toEqual(['first', 'second', 'third', 'fourth']);
  const [stream] = call(logs, DescribeLogStreamsCommand, group).logStreams ?? [];
  expect(stream).toMatchObject({
    firstEventTimestamp: now,
    lastEventTimestamp: now + 3 * second,
    lastIngestionTime: now,
  });
});

test('pages go forward and backward; at the end the same token comes back', () => {
  const { put, read } = withStreams();
  put(['1', '2', '3', '4', '5']);
  const first = read({ startFromHead: true, limit: 2 });
  const next = read({ limit: 2, nextToken: first.nextForwardToken });
  const third = read({ limit: 2, nextToken: next.nextForwardToken });
  expect([first, next, third].map(messages)).toEqual([['1', '2'], ['3', '4'], ['5']]);
  const end = read({ limit: 2, nextToken: third.nextForwardToken });
  expect([messages(end), end.nextForwardToken]).toEqual([[], third.nextForwardToken]);
  const newest = read({ limit: 2 });
  expect([messages(newest), messages(read({ limit: 9, nextToken: newest.nextBackwardToken }))]).toEqual([
    ['4', '5'],
    ['1', '2', '3'],
  ]);
  expect(messages(read({ startTime: now + second, endTime: now + 3 * second, startFromHead: true }))).toEqual([
    '2',
    '3',
  ]);
});

test('an empty stream has no lines, and tokens all the same', () => {
  const { read } = withStreams();
  const first = read();
  expect(first).toMatchObject({ events: [], nextForwardToken: expect.stringMatching(/^f\//) });
  expect(read({ nextToken: first.nextForwardToken }).nextForwardToken).toBe(first.nextForwardToken);
});

test.each([
  ['', ['ERROR disk full', 'info all well', 'error in lower case']],
  ['ERROR', ['ERROR disk full']],
  ['ERROR full', ['ERROR disk full']],
  ['"disk full"', ['ERROR disk full']],
  ['?ERROR ?info', ['ERROR disk full', 'info all well']],
  ['-ERROR', ['info all well', 'error in lower case']],
  ['nothing', []],
])('the pattern %j finds what fits', (filterPattern, expected) => {
  const { put, found } = withStreams();
  put(['ERROR disk full', 'info all well', 'error in lower case']);
  expect(found({ filterPattern })).toEqual(expected);
});

test.each(['{ $.level = "error" }', '[ip, user]', '%[0-9]+%'])(
  'the pattern %s is not known here: 501',
  (filterPattern) => {
    const { refusal } = withStreams();
    expect(refusal(logs, FilterLogEventsCommand, { ...group, filterPattern }).status).toBe(501);
  },
);

test('a group is searched stream by stream or as a whole, page by page', () => {
  const { put, found, call } = withStreams('a/1', 'a/2', 'b');
  put(['one'], now, 'a/1');
  put(['two'], now + second, 'a/2');
  put(['three'], now + 2 * second, 'b');
  expect(found()).toEqual(['one', 'two', 'three']);
  expect(found({ logStreamNamePrefix: 'a/' })).toEqual(['one', 'two']);
  expect(found({ logStreamNames: ['b'] })).toEqual(['three']);
  expect(found({ startTime: now, endTime: now })).toContain('one');
  const page = call(logs, FilterLogEventsCommand, { ...group, limit: 2 });
  expect(found({ limit: 2, nextToken: page.nextToken })).toEqual(['three']);
  const names = (input: object) =>
    call(logs, DescribeLogStreamsCommand, { ...group, ...input }).logStreams?.map((it) => it.logStreamName);
  expect(names({ logStreamNamePrefix: 'a/' })).toEqual(['a/1', 'a/2']);
  expect(names({ orderBy: 'LastEventTime', descending: true })).toEqual(['b', 'a/2', 'a/1']);
  const first = call(logs, DescribeLogStreamsCommand, { ...group, limit: 2 });
  expect(names({ limit: 2, nextToken: first.nextToken })).toEqual(['b']);
});

test('what is too old or too new is left out, and the answer says which', () => {
  const { call, read } = withStreams();
  const day = 24 * 3600 * second;
  call(logs, PutRetentionPolicyCommand, { ...group, retentionInDays: 1 });
  const at = (timestamp: number) => ({ timestamp, message: String(timestamp - now) });
  const put = (logEvents: { timestamp: number; message: string }[]) =>
    call(logs, PutLogEventsCommand, { ...group, logStreamName: 'a', logEvents }).rejectedLogEventsInfo;
  expect(put([at(now - day - 1), at(now - day + 1)])).toEqual({ tooOldLogEventEndIndex: 1 });
  expect(put([at(now), at(now + 3 * 3600 * second)])).toEqual({ tooNewLogEventStartIndex: 1 });
  expect(messages(read({ startFromHead: true }))).toEqual([String(1 - day), '0']);
});

test('batches are held to their order, span and size', () => {
  const { refusedPut } = withStreams();
  const one = { timestamp: now, message: 'x' };
  expect(refusedPut([one, { ...one, timestamp: now - 1 }])).toBe('InvalidParameterException');
  expect(refusedPut([{ ...one, timestamp: now - 25 * 3600 * second }, one])).toBe('InvalidParameterException');
  expect(refusedPut([])).toBe('InvalidParameterException');
  expect(refusedPut([{ ...one, message: '' }])).toBe('InvalidParameterException');
  expect(refusedPut([{ ...one, message: 'x'.repeat(1_048_576) }])).toBe('InvalidParameterException');
});

test('a stream is there once, goes with its group, and cannot be written to when it is gone', () => {
  const { call, refusal } = withStreams('a', 'b');
  const a = { ...group, logStreamName: 'a' };
  expect(refusal(logs, CreateLogStreamCommand, a).code).toBe('ResourceAlreadyExistsException');
  call(logs, DeleteLogStreamCommand, a);
  expect(refusal(logs, DeleteLogStreamCommand, a).code).toBe('ResourceNotFoundException');
  const logEvents = [{ timestamp: now, message: 'x' }];
  expect(refusal(logs, PutLogEventsCommand, { ...a, logEvents }).code).toBe('ResourceNotFoundException');
  expect(refusal(logs, CreateLogStreamCommand, { ...group, logStreamName: 'a:b' }).code).toBe(
    'InvalidParameterException',
  );
  call(logs, DeleteLogGroupCommand, group);
  call(logs, CreateLogGroupCommand, group);
  expect(call(logs, DescribeLogStreamsCommand, group).logStreams).toEqual([]);
});
