import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { openReport } from '../../../src/commands/report/report.js';
import { runCommand } from '../../../src/commands/report/run-command.js';

let directory: string;
beforeAll(async () => void (directory = await mkdtemp(join(tmpdir(), 'provision-report-'))));
afterAll(() => rm(directory, { recursive: true }));

test('what is thrown after the end of a run is said, and not hidden by a file that is closed already', async () => {
  let said = '';
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said += String(text))));
  const request = { display: { json: false, verbose: false, color: false, showValues: false } };
  const code = await runCommand({ command: 'up', request }, async () => {
    const display = { event: () => {}, say: () => {}, close: () => {} };
    const report = openReport({ command: 'up', stack: 'shop', keepIn: directory, display });
    const work = async () => {
      report.end({ created: 1 });
      throw new Error('the world could not be saved');
    };
    return { report, work };
  });
  stderr.mockRestore();
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('the world could not be saved') });
  const [file = ''] = await readdir(join(directory, 'runs'));
  const lines = (await readFile(join(directory, 'runs', file), 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ type: 'result', created: 1 }]);
});
