import { describe, expect, test } from '@jest/globals';
import { createColors } from 'picocolors';
import { inOrder } from '../../../src/commands/logs/in-order.js';
import { logSourcesIn } from '../../../src/commands/logs/log-sources.js';
import { chosenSources, elsewhereText } from '../../../src/commands/logs/chosen-sources.js';
import { SeenLines } from '../../../src/commands/logs/seen-lines.js';
import { showLines } from '../../../src/commands/logs/show-lines.js';
import { sinceObjection, sinceTime } from '../../../src/commands/logs/since.js';
import { timedStopper } from '../../../src/commands/session/stop-signal.js';
import { logLineText } from '../../../src/ui/log-line.js';
import type { StepRecord } from '../../../state/schema.js';

const now = Date.parse('2026-12-01T14:00:00Z');

describe('since', () => {
  test.each([
    ['30s', '2026-12-01T13:59:30Z'],
    ['10m', '2026-12-01T13:50:00Z'],
    ['2h', '2026-12-01T12:00:00Z'],
    ['3d', '2026-11-28T14:00:00Z'],
    ['2026-12-01T13:00:00Z', '2026-12-01T13:00:00Z'],
    ['2026-12-01T13:00:00.5+02:00', '2026-12-01T11:00:00.500Z'],
    ['2026-11-30', '2026-11-30T00:00:00Z'],
  ])('%s', (text, is) => expect(sinceTime(text, now)).toBe(Date.parse(is)));
  test.each(['', '10', '10w', '-5m', 'yesterday', '2026-13-40', '1e3s'])('%s means no time', (text) =>
    expect(sinceObjection(text)).toMatch(/^takes /),
  );
});

test('lists are one in the order of time; of what is at the same time, the first list is first', async () => {
  async function* list(...items: readonly number[]) {
    for (const item of items) yield { item };
  }
  const all = inOrder([list(1, 4, 4), list(), list(2, 3, 4, 9)], ({ item }) => Math.floor(item));
  const items = [];
  for await (const { item } of all) items.push(item);
  expect(items).toEqual([1, 2, 3, 4, 4, 4, 9]);
});

test('what comes late is taken within half a minute, nothing twice, and ids are forgotten when that is over', () => {
  const seen = new SeenLines(now);
  expect(seen.from).toBe(now);
  const add = (id: string, seconds: number) => seen.add({ id, at: now + seconds * 1000 });
  expect([add('a', 10), add('a', 10), add('b', 60), add('late', 40), add('b', 60)]).toEqual([
    ...[true, false, true, true, false],
  ]);
  expect(seen.from).toBe(now + 30_000);
  add('c', 100);
  expect(seen.from).toBe(now + 70_000);
});

describe('following', () => {
  const line = {
    id: '1',
    at: now,
    message: 'x',
    source: { name: 'web', logGroup: '/web', step: 'web', containers: [] },
  };
  async function* once() {
    yield line;
  }
  test('goes on until it is interrupted, and fails where it is stopped for another reason', async () => {
    const follow = (end: 'interrupt' | 'lose') => {
      const stop = timedStopper(undefined);
      let sleeps = 0;
      const sleep = async () => {
        if (++sleeps === 3) stop[end]();
      };
      return showLines({ newLines: once }, () => {}, { follow: true, stop, clock: { now: () => now, sleep } });
    };
    expect(await follow('interrupt')).toBe(3);
    await expect(follow('lose')).rejects.toThrow('lost');
  });
});

test('a line has its source in a colour of its own, and nothing in it that a terminal obeys', () => {
  const text = logLineText(['web', 'worker'], createColors(true));
  const shown = text({
    source: 'web',
    container: 'web',
    task: 'abcdef0123456789',
    at: now,
    message: '\u001b[31mred\u001b[2J\u0007!\n',
  });
  expect(shown).toBe('\u001b[2m2026-12-01T14:00:00Z\u001b[22m \u001b[36mweb    abcdef01 |\u001b[39m red!\n');
  const plain = logLineText(['web', 'worker'], createColors(false));
  expect(plain({ source: 'worker', container: 'side', task: 'abcdef0123456789', at: now, message: 'one\n\ttwo' })).toBe(
    '2026-12-01T14:00:00Z worker abcdef01 side | one\n2026-12-01T14:00:00Z worker abcdef01 side |  two\n',
  );
});

describe('where lines are', () => {
  const record = (type: string, want: object, id?: unknown): StepRecord =>
    ({ type, want, id, at: 'ready', token: '', tags: {}, needs: [] }) as unknown as StepRecord;
  const awslogs = (name: string) => ({
    logDriver: 'awslogs',
    options: { 'awslogs-group': '/web', 'awslogs-stream-prefix': name },
  });
  const stage = record('api-stage', { AccessLogSettings: { DestinationArn: 'arn:aws:logs:x:1:log-group:/access' } });
  const definition = (...containerDefinitions: readonly object[]) =>
    record('task-definition', { containerDefinitions });
  const routed = {
    name: 'web',
    logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'datadog', apikey: 's3cret' } },
  };
  const router = { name: 'router', logConfiguration: awslogs('router') };
  const groups = { 'web-log-group': record('log-group', {}, '/web'), logs: record('log-group', {}, '/access') };
  const inState = (name: string, ...containers: readonly object[]) =>
    logSourcesIn(new Map(Object.entries({ ...groups, [`${name}-task-definition`]: definition(...containers), stage })));

  test('what FireLens passes on is elsewhere, what it says itself is in the log group', () => {
    const { sources, elsewhere } = inState('web', routed, router);
    expect(sources).toEqual([
      { name: 'web', logGroup: '/web', step: 'web-log-group', containers: [{ name: 'router', prefix: 'router' }] },
      { name: 'api', logGroup: '/access', step: 'logs', containers: [] },
    ]);
    expect(elsewhere.map(elsewhereText)).toEqual([
      'web logs with the driver awsfirelens (datadog): those lines are not here.',
    ]);
  });

  test('a service that is called api keeps its name; the access log has that of its step', () => {
    const { sources } = inState('api', { name: 'api', logConfiguration: awslogs('api') });
    expect(sources.map(({ name, logGroup }) => [name, logGroup])).toEqual([
      ['api', '/web'],
      ['logs', '/access'],
    ]);
  });

  test('where nothing writes lines, it is said', () => {
    expect(() => chosenSources(logSourcesIn(new Map()), {})).toThrow();
  });
});
