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

const run = { command: 'up', stack: 'shop' };

test('a page of a run that was killed says that it did not come to its end', () => {
  const recorded = recordedRun(run, events);
  expect(recorded?.timeline).toMatchObject({ ...run, ms: 5000, ending: 'broken-off' });
  expect(recorded?.end).toBe('It did not come to its end.');
  expect(recordedRun(run, [])).toBeUndefined();
});

test('a page of a run that was asked to stop says so, and not that it failed', () => {
  const result = { type: 'result', time: at(6), ok: false, created: 1, updated: 0, deleted: 0, unchanged: 0 };
  const endAfter = (code: string) => {
    const error = { type: 'error', time: at(6), failure: { code, unfinished: ['nat'] } };
    const told = [...events, error, { ...result, calls: { total: 3, mutating: 2 } }] as unknown as Event[];
    return recordedRun(run, told)?.end;
  };
  expect(endAfter('interrupted')).toMatch(/^It was interrupted: 1 created, with 3 calls/);
  expect(endAfter('run-timeout')).toMatch(/^Its time limit passed: /);
  expect(endAfter('step-broken')).toMatch(/^It failed: /);
});

test('its calls have no values of variables, and none to where the state is', () => {
  const calls = recordedRun(run, events)?.calls;
  expect(calls).toHaveLength(1);
  expect(JSON.stringify(calls)).not.toContain('hunter2');
});

test('nothing is opened where nobody sits at a desktop', async () => {
  const open = (platform: string, env: NodeJS.ProcessEnv) => openInBrowser('file:///nowhere', { platform, env });
  expect(await open('linux', {})).toBe(false);
  expect(await open('linux', { CI: 'true', DISPLAY: ':0' })).toBe(false);
  expect(await open('sunos', { DISPLAY: ':0' })).toBe(false);
});
