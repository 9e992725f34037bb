import { expect, test } from '@jest/globals';
import { createColors } from 'picocolors';
import stringWidth from 'string-width';
import { frame } from '../../src/ui/frame.js';
import { glyphsFor } from '../../src/ui/terminal.js';
import { aMinuteIn, at, look, progressOf, step, timed, wait } from './scripted-run.js';

const run = { command: 'up', stack: 'demo', place: 'eu-west-1' };

test('at 80 columns a run reads as one table: header, what runs (slowest first), what waits (nearest first)', () => {
  expect(frame(progressOf(aMinuteIn), at(60), look(80), run)).toEqual([
    '',
    'up demo  eu-west-1  ━━━━━━━━━━━━━──────────────  5 of 10  5 calls  1m 00s',
    '⠋ vpc-link             creating       57s  VPC link is PENDING',
    '⠋ namespace            creating       56s  operation is PENDING',
    '  web-discovery        waiting             for namespace',
    '  integration          waiting             for vpc-link, web-discovery',
    '  route                waiting             for integration',
  ]);
});

test("on the sandbox what AWS is waited for takes AWS's time, what goes before it ours; the run takes ours", () => {
  const events = [
    step(0, 'vpc-link', 'started', { action: 'create' }),
    wait(1, 'vpc-link', 'VPC link is PENDING'),
    step(1, 'api', 'started', { action: 'create' }),
  ];
  const lines = frame(progressOf(events), at(2), { ...look(80), pace: 60 }, { ...run, pace: 60 });
  expect(lines[1]).toMatch(/ {2}2s here$/);
  expect(lines[2]).toMatch(/vpc-link {2}creating {4}1m 01s {2}VPC link is PENDING$/);
  expect(lines[3]).toMatch(/api {7}creating {8}1s$/);
});

test('at 140 columns nouns and ids find room', () => {
  const lines = frame(progressOf(aMinuteIn), at(60), look(140), run);
  expect(lines[2]).toBe(
    '⠋ vpc-link             VPC link               creating       57s  VPC link is PENDING  v1w2x3',
  );
  expect(lines[3]).toBe('⠋ namespace            private DNS namespace  creating       56s  operation is PENDING');
});

test.each([20, 40, 80, 140])(
  'no line reaches the last of %i columns, however long names and reasons are',
  (columns) => {
    const events = Array.from({ length: 40 }, (_, i) => `a-step-with-quite-a-long-name-that-goes-on-${i}`).flatMap(
      (name, i) => [
        step(0, name, 'planned', { resource: 'internet-gateway-attachment', after: ['one', 'another'] }),
        ...(i % 2
          ? [step(i, name, 'started', { action: 'create', id: 'x'.repeat(200) }), wait(i, name, '長い理由 '.repeat(30))]
          : []),
      ],
    );
    for (const line of frame(progressOf(events), at(3700), look(columns), run))
      expect(stringWidth(line)).toBeLessThan(columns);
  },
);

test.each([6, 10, 24, 50])('with a hundred steps, %i rows still leave room for what is finished above', (rows) => {
  const events = Array.from({ length: 100 }, (_, i) => [
    step(0, `step-${i}`, 'planned'),
    ...(i < 60 ? [step(1, `step-${i}`, 'started', { action: 'delete' })] : []),
  ]).flat();
  const lines = frame(progressOf(events), at(5), look(80, rows), run);
  expect(lines.length).toBeLessThan(rows);
  expect(lines.join('\n')).toMatch(/\d+ more running[^]*\d+ more waiting/);
});

test('a repetition shows until the next look, in place of what was seen before', () => {
  const retry = timed(50, {
    type: 'retry',
    step: 'vpc-link',
    verb: 'create',
    error: 'TooManyRequestsException',
    message: '',
    attempt: 3,
    delayMs: 900,
  });
  const shown = (...more: Parameters<typeof progressOf>[0]) =>
    frame(progressOf([...aMinuteIn, ...more]), at(60), look(80), run)[2];
  expect(shown(retry)).toContain('TooManyRequestsException, attempt 3');
  expect(shown(retry, wait(55, 'vpc-link', 'VPC link is PENDING'))).toContain('VPC link is PENDING');
});

test('what AWS says cannot move the cursor', () => {
  const lines = frame(
    progressOf([...aMinuteIn, wait(50, 'vpc-link', 'done\u001B[2J\nreally')]),
    at(60),
    look(140),
    run,
  );
  expect(lines[2]).toContain('done [2J really');
});

test('colours are only those that can be read on light and on dark', () => {
  const colors = createColors(true);
  const text = frame(progressOf([...aMinuteIn, step(9, 'api', 'failed')]), at(60), { ...look(140), colors }, run).join(
    '',
  );
  const codes = new Set([...text.matchAll(/\u001B\[(\d+)m/g)].map(([, code]) => Number(code)));
  // bold, dim and their end; red, green, yellow, cyan and the default
  expect([...codes].filter((code) => ![1, 2, 22, 31, 32, 33, 36, 39].includes(code))).toEqual([]);
});

test('without a UTF-8 locale everything is ASCII', () => {
  const glyphs = glyphsFor({ LANG: 'C' });
  expect(frame(progressOf(aMinuteIn), at(60), { ...look(60), glyphs }, run).join('')).toMatch(/^[ -~]+$/);
});
