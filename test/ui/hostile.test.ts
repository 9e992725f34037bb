import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createColors } from 'picocolors';
import { describe, expect, test } from '@jest/globals';
import type { Event } from '../../src/events.js';
import type { Plan } from '../../src/plan.js';
import type { StatusReport } from '../../src/status.js';
import { mapTexts } from '../../src/redact.js';
import { proposalLines } from '../../src/ui/confirm.js';
import { displayFor } from '../../src/ui/display-for.js';
import { briefly, messageOf, textOf } from '../../src/ui/failure.js';
import { outputLines, outputsText } from '../../src/ui/outputs.js';
import { planJson, planText } from '../../src/ui/plan.js';
import { jsonLine } from '../../src/ui/printable.js';
import { statusJson, statusTable } from '../../src/ui/status.js';
import { areasByType } from '../../steps/nouns.js';
import { each } from './each-failure.js';
import { Screen } from './screen.js';

/** What moves a cursor, sets a title, erases, turns a line around, or is not shown: C0, DEL, C1, bidi, tags. */
const hostile = '\u001b[2J\u001b]0;x\u0007\r\b\u007f\u009b2J\u202e\u2066\u200b\u2028\u{e0041}https://me:hunter2@host/';
const forbidden = /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]|hunter2/u;
const colors = createColors(false);
const time = '2026-01-01T00:00:00.000Z';

/** Events with hostile text wherever others put text: all but the words that are the program's own. */
const bad = `x${hostile}y`;
const events: readonly Event[] = [
  { type: 'step', time, step: bad, resource: 'vpc', state: 'planned', why: bad, after: [bad] },
  { type: 'step', time, step: bad, resource: 'vpc', state: 'started', action: 'create' },
  { type: 'step', time, step: bad, resource: 'vpc', state: 'created', id: bad },
  {
    type: 'call',
    time,
    step: bad,
    service: 'ec2',
    operation: bad,
    mutating: true,
    durationMs: 1,
    input: { [bad]: bad },
    outcome: { ok: false, error: bad, message: bad },
  },
  { type: 'wait', time, step: bad, why: bad, seconds: 1 },
  { type: 'wait', time, step: bad, why: bad, seconds: 1, lasting: true },
  {
    type: 'retry',
    time,
    step: bad,
    verb: 'delete',
    error: bad,
    message: bad,
    attempt: 1,
    delayMs: 1,
    heldBy: [{ type: bad, id: bad, description: bad, owner: bad }],
  },
  { type: 'step', time, step: bad, resource: bad, state: 'done', outcome: 'created', seconds: 1, id: { arn: bad } },
  { type: 'step', time, step: `${bad}2`, resource: 'vpc', state: 'skipped', after: [bad] },
  {
    type: 'error',
    time,
    step: bad,
    message: bad,
    failure: { code: 'step-broken', step: bad, resource: bad, verb: 'create', why: bad },
  },
  {
    type: 'result',
    time,
    command: 'up',
    ok: true,
    created: 1,
    updated: 0,
    deleted: 0,
    unchanged: 0,
    calls: { total: 1, mutating: 1 },
    seconds: 1,
    outputs: { [bad]: bad },
  },
];

describe.each([
  ['lines', { verbose: true }],
  ['failures only', { verbose: true, quiet: true }],
  ['JSON', { json: true }],
])('%s', (_what, options) => {
  test('show nothing of it', () => {
    const stdout = new Screen(100, 40);
    const all = { json: false, env: { CI: '1' }, noColor: true, verbose: false, ...options };
    const display = displayFor({ ...all, stdout, run: { command: 'up', stack: 'demo' } });
    for (const event of events) display.event(event);
    display.close();
    expect(stdout.written.length).toBeGreaterThan(100);
    expect(forbidden.exec(stdout.written)).toBeNull();
  });
});

test('the live view shows nothing of it, and moves the cursor itself', () => {
  const stdout = new Screen(100, 40);
  const display = displayFor({ json: false, env: { TERM: 'xterm' }, noColor: true, verbose: true, stdout });
  for (const event of events) display.event(event);
  display.close();
  expect(stdout.written).toContain('\u001b[');
  expect(
    /[\u0007\b\u007f-\u009f\p{Cf}\u2028\u2029]|\u001b\]|\[2J|hunter2/u.exec(stdout.written.replaceAll(' [2J', '')),
  ).toBeNull();
});

test.each(Object.values(each).map(([failure]) => failure))('the words for $code show nothing of it', (failure) => {
  const texts = mapTexts<unknown>(failure, (text) => text);
  const changed = withHostile(texts) as typeof failure;
  for (const text of [textOf(changed, { command: 'up' }, 80), messageOf(changed), briefly(changed)])
    expect(forbidden.exec(text)).toBeNull();
  expect(forbidden.exec(jsonLine({ failure: changed }))).toBeNull();
});

/** With hostile text in all members but those whose words the program itself chooses. */
function withHostile(value: unknown, name = ''): unknown {
  const own = ['code', 'verb', 'why', 'differs', 'is', 'reason', 'command', 'doing', 'since', 'type', 'resource'];
  if (typeof value === 'string') return own.includes(name) && !/ /.test(value) ? value : value + hostile;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((it) => withHostile(it, name));
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, withHostile(it, key)]));
}

test('tables, plans, questions and outputs show nothing of it', () => {
  const drift = [
    { member: bad, recorded: bad, live: { [bad]: bad }, changes: [{ path: bad, from: bad, to: { [bad]: bad } }] },
  ];
  const status = {
    ...{ stack: bad, account: bad, region: bad, endpoint: bad },
    rows: [{ step: bad, type: bad, state: 'drifted', id: bad, detail: bad, drift }],
  } as unknown as StatusReport;
  const plan = {
    steps: [
      {
        ...{ step: bad, resource: bad, action: 'update', why: bad, id: bad, fixed: [bad] },
        changes: [{ path: bad, from: bad, to: bad }],
        calls: [
          { step: bad, service: 'ec2', operation: bad, mutating: true, input: { [bad]: [bad] }, outcome: { ok: true } },
        ],
      },
    ],
    failures: [],
  } as unknown as Plan;
  const proposal = {
    command: 'down',
    stack: bad,
    account: bad,
    region: bad,
    endpoint: bad,
    note: bad,
    cost: bad,
  } as const;
  const changes = [
    { action: 'delete', step: bad, resource: 'ecr-repository', loses: [{ type: bad, id: bad, what: bad }] },
  ] as const;
  const shown = [
    ...statusTable(status, { columns: 200, width: 100, colors }),
    ...statusJson(status, time),
    ...planText(plan, { stack: 'demo', columns: 200, width: 100, colors, hasCalls: true, areas: areasByType }),
    ...planJson(plan, time),
    ...proposalLines({ ...proposal, what: { changes } }, colors, 100),
    ...proposalLines({ ...proposal, what: { plan, areas: areasByType } }, colors, 100),
    ...outputLines({ [bad]: bad }, colors),
    outputsText({ Url: bad }, colors, 'Url') ?? '',
  ];
  for (const line of shown) expect(forbidden.exec(line)).toBeNull();
});

test('JSON says the same to whoever parses it, but for passwords', () => {
  const text = 'a\u009b\u202e\u{e0041}\u200dé漢😀\n';
  expect(JSON.parse(jsonLine({ [text]: [text] }))).toEqual({ [text]: [text] });
  expect(jsonLine('é漢😀')).toBe('"é漢😀"');
});

test('nothing that is printed is made into JSON in any other way', () => {
  const root = fileURLToPath(new URL('../../src/', import.meta.url));
  const files = ['ui', 'commands', 'cli'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  const lines = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('printable.ts'))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .map((line) => [file, line.trim()] as const),
    )
    .filter(([, line]) => /JSON\.stringify/.test(line) && /write|type:|\(event\)/.test(line));
  // A policy goes into a file, for IAM.
  expect(lines.filter(([, line]) => !line.includes('writeFile'))).toEqual([]);
});
