import { expect, test } from '@jest/globals';
import { Writable } from 'node:stream';
import { displayFor } from '../../src/ui/display-for.js';
import { unwritten } from '../../src/ui/output.js';
import { Pipe, Screen } from './screen.js';
import { allDone, aMinuteIn, step } from './scripted-run.js';

const options = { json: true, env: {}, noColor: false, verbose: true, run: { command: 'up', stack: 'demo' } };

test('each event is one line, exactly as it was emitted, type and time first; nothing else', () => {
  const stdout = new Pipe();
  const display = displayFor({ ...options, stdout });
  const events = [...aMinuteIn, ...allDone];
  events.forEach((event) => display.event(event));
  display.close();
  expect(stdout.lines.map((line) => JSON.parse(line) as unknown)).toEqual(events);
  expect(stdout.lines.every((line) => /^\{"type":"\w+","time":"2025-/.test(line))).toBe(true);
});

test('the last line is the result, as the contract has it', () => {
  const stdout = new Pipe();
  allDone.forEach((event) => displayFor({ ...options, stdout }).event(event));
  expect(stdout.lines.at(-1)).toBe(
    '{"type":"result","time":"2025-11-21T12:05:10.000Z","command":"up","ok":true,"created":10,"updated":0,"deleted":0,' +
      '"unchanged":0,"calls":{"total":58,"mutating":12},"seconds":126,' +
      '"outputs":{"ApiUrl":"https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/"}}',
  );
});

test('JSON stays JSON on a terminal', () => {
  const screen = new Screen(80, 24);
  displayFor({ ...options, stdout: screen }).event(step(0, 'vpc', 'started'));
  const line = '{"type":"step","time":"2025-11-21T12:03:04.000Z","step":"vpc","resource":"vpc","state":"started"}';
  expect(screen.written).toBe(`${line}\n`);
});

/** A pipe whose reader has gone: the first write fails, as `head` makes it. */
class BrokenPipe extends Writable {
  writes = 0;
  constructor(readonly code: string) {
    super();
  }
  override _write(_chunk: unknown, _encoding: string, done: (error: Error) => void): void {
    this.writes++;
    done(Object.assign(new Error(`write ${this.code}`), { code: this.code }));
  }
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test.each([
  ['a reader that leaves early', 'EPIPE', undefined],
  ['a full disk', 'ENOSPC', 'write ENOSPC'],
])('%s ends the output, not the run', async (_what, code, why) => {
  const stdout = new BrokenPipe(code);
  const display = displayFor({ ...options, stdout });
  display.event(step(0, 'vpc', 'started'));
  await settled();
  display.event(step(1, 'vpc', 'done'));
  display.close();
  expect(stdout.writes).toBe(1);
  expect(unwritten(stdout)).toBe(why);
});
