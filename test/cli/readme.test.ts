import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import { commands } from '../../src/commands/index.js';
import type { Command } from '../../src/commands/declaration.js';
import { isFull } from '../full.js';
import { deskWithProgram } from './desk-with-program.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const section = (heading: string): string => readme.split(/^## /m).find((it) => it.startsWith(heading)) ?? '';

const usageOf = ({ name, positionals }: Command): string =>
  ['provision', name, ...Object.keys(positionals).map((it) => `[${it.toUpperCase()}]`)].join(' ');

test('its table of commands is what the commands declare', () => {
  const rows = section('Commands')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  expect(rows).toEqual(commands.map((it) => `| \`${usageOf(it)}\` | ${it.summary} |`));
});

test('its table of architectures is what the blueprints say of themselves', () => {
  const rows = section('Five architectures').match(/^\| `[a-z][\w-]+` \| .*$/gm);
  expect(rows).toEqual(blueprints.map(({ name, title }) => `| \`${name}\` | ${title} |`));
});

/** Nothing listens there now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const hasAws = (): boolean => {
  try {
    return execFileSync('aws', ['--version']).length > 0;
  } catch {
    return false;
  }
};

(isFull ? test : test.skip)(
  'the tour works as it is printed, one command after the other',
  async () => {
    const desk = await deskWithProgram();
    const port = await freePort();
    const lines = [...section('A tour').matchAll(/^\$ (.*)$/gm)].map(([, line = '']) =>
      line.replace('4566', String(port)),
    );
    expect(lines.length).toBeGreaterThan(12);
    const isRun = (line: string) => !line.startsWith('aws ') || hasAws();
    const script = lines.filter(isRun).map((line) => {
      const listens = line.endsWith('&')
        ? `until (: < /dev/tcp/127.0.0.1/${port}) 2> /dev/null; do :; done`
        : `echo "@ $?"`;
      return `echo '$ ${line.replaceAll("'", '"')}'\n${line}\n${listens}`;
    });
    const { stdout, stderr } = await desk.shell(`${script.join('\n')}\nkill %1; wait`);
    const ends = [...stdout.matchAll(/^\$ (.*)\n(?:(?!\$ )(?!@ ).*\n)*@ (\d+)$/gm)];
    const codes = ends.map(([, line, code]) => `${code} ${line}`);
    const expected = lines.filter((line) => isRun(line) && !line.endsWith('&'));
    // What has drifted, and a lab that nobody has repaired yet.
    const isNotWell = (line: string) =>
      (line === 'provision status --sandbox' && hasAws()) || line === 'provision learn check';
    const codeOf = (line: string) => (isNotWell(line) ? 3 : 0);
    expect({ codes, stderr }).toEqual({
      codes: expected.map((line) => `${codeOf(line)} ${line.replaceAll("'", '"')}`),
      stderr: expect.not.stringMatching(/error|fail/i),
    });
    for (const shown of ['27 created', '27 unchanged', 'desiredCount: 2 → 3', '27 deleted'])
      expect(stdout).toContain(shown);
    if (hasAws()) expect(stdout).toContain('~ retentionInDays: 30 → 365');
    // Some thirty programs, one after the other.
  },
  400_000,
);
