import { expect, test } from '@jest/globals';
import { openInBrowser } from '../../../src/commands/view/open-in-browser.js';
import { recordedRun } from '../../../src/commands/view/recorded-run.js';
import type { Event } from '../../../src/events.js';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const step = (time: string, name: string, more: object) => ({
  type: 'step',
  time,
  step: name,
  resource: 'vpc',
  ...more,
});
const events = [
  step(at(0), 'vpc', { state: 'started' }),
  {
    ...{
      type: 'call',
      time: at(1),
      service: 'ecs',
      operation: 'RegisterTaskDefinition',
      mutating: true,
      durationMs: 1,
    },
    ...{ input: { containerDefinitions: [{ environment: [{ name: 'A', value: 'hunter2' }] }] }, outcome: { ok: true } },
  },
  {
    type: 'call',
    time: at(1),
    about: 'state',
    service: 's3',
    operation: 'PutObject',
    mutating: true,
    outcome: { ok: true },
  },
  step(at(3), 'vpc', { state: 'done', outcome: 'created' }),
  step(at(3), 'nat', { state: 'started' }),
  step(at(5), 'nat', { state: 'failed' }),
  step(at(5), 'late', { state: 'started' }),
] as unknown as Event[];

test('a timeline has each step from its begin to its end, and says of a run that was killed that it did not end', () => {
  const run = recordedRun('up', events);
  expect(run?.steps).toEqual([
    { step: 'vpc', from: 0, to: 3, outcome: 'created', isFailed: false },
    { step: 'nat', from: 3, to: 5, outcome: 'failed', isFailed: true },
    { step: 'late', from: 5, to: 5, outcome: 'did not end', isFailed: true },
  ]);
  expect(run).toMatchObject({ command: 'up', seconds: 5, end: 'It did not come to its end.' });
  expect(recordedRun('up', [])).toBeUndefined();
});

test('its calls have no values of variables, and none to where the state is', () => {
  const calls = recordedRun('up', events)?.calls;
  expect(calls).toHaveLength(1);
  expect(JSON.stringify(calls)).not.toContain('hunter2');
});

test('nothing is opened where nobody sits at a desktop', async () => {
  const open = (platform: string, env: NodeJS.ProcessEnv) => openInBrowser('file:///nowhere', { platform, env });
  expect(await open('linux', {})).toBe(false);
  expect(await open('linux', { CI: 'true', DISPLAY: ':0' })).toBe(false);
  expect(await open('sunos', { DISPLAY: ':0' })).toBe(false);
});
