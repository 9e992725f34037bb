import { expect, test } from '@jest/globals';
import { displayFor } from '../../src/ui/display-for.js';
import { colorsFor, glyphsFor, isLive } from '../../src/ui/terminal.js';
import { Pipe, Screen } from './screen.js';
import { step } from './scripted-run.js';

test.each([
  ['a terminal', new Screen(80, 24), {}, true],
  ['a pipe', new Pipe(), {}, false],
  ['a terminal of a CI machine', new Screen(80, 24), { CI: 'true' }, false],
  ['a terminal with CI set to nothing', new Screen(80, 24), { CI: '' }, true],
  ['a dumb terminal', new Screen(80, 24), { TERM: 'dumb' }, false],
])('%s: live or not', (_what, stdout, env, live) => {
  expect(isLive(stdout, env)).toBe(live);
  expect(colorsFor(stdout, env).isColorSupported).toBe(live);
});

test('a CI machine with a terminal gets lines without cursor movement', () => {
  const stdout = new Screen(80, 24);
  const display = displayFor({ json: false, stdout, env: { CI: '1' }, noColor: false, verbose: false });
  display.event(step(0, 'vpc', 'started', { action: 'create' }));
  display.close();
  expect(stdout.written).toBe('12:03:04Z vpc: creating the VPC\n');
});

test('--no-color and NO_COLOR win over FORCE_COLOR, which wins over the stream', () => {
  const colored = (env: { [name: string]: string }, noColor = false) =>
    colorsFor(new Pipe(), env, noColor).isColorSupported;
  expect(colored({ FORCE_COLOR: '1' })).toBe(true);
  expect(colored({ FORCE_COLOR: '1' }, true)).toBe(false);
  expect(colored({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
  expect(colorsFor(new Screen(80, 24), { FORCE_COLOR: '0' }).isColorSupported).toBe(false);
});

test.each([
  [{ LANG: 'en_US.UTF-8' }, '✓'],
  [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, '+'],
  [{ LC_CTYPE: 'de_DE.utf8' }, '✓'],
  [{}, '+'],
])('with %j a tick is %s', (env, tick) => {
  expect(glyphsFor(env).tick).toBe(tick);
});
