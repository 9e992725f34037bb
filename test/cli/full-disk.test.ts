import { readdir, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { commands } from '../../src/commands/index.js';
import { inFull } from '../full.js';
import { Desk } from './program.js';

const stack = '--blueprint cloud-map-public';
const sandbox = `--sandbox --sandbox-speed instant ${stack}`;
let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  await writeFile(desk.path('docker-compose.yml'), 'services: {web: {image: nginx}}');
  expect(await desk.here('up', ...sandbox.split(' '))).toMatchObject({ code: 0 });
});

/** A line for each command, and its exit code where nobody can read what it prints: a run's is its own. */
const lines: readonly (readonly [line: string, full: number])[] = [
  [`up ${sandbox}`, 0],
  [`up ${sandbox} --json`, 0],
  [`up ${sandbox} --verbose`, 0],
  [`status ${sandbox}`, 1],
  [`status ${sandbox} --json`, 1],
  [`plan ${sandbox}`, 1],
  [`explain vpc ${stack}`, 1],
  [`script up ${stack}`, 1],
  [`policy ${stack} --region us-east-1`, 1],
  [`graph ${stack}`, 1],
  [`view ${sandbox} --no-open`, 1],
  [`config ${stack}`, 1],
  ['timeline', 1],
  [`outputs ${sandbox}`, 1],
  [`trace / ${sandbox}`, 1],
  [`request / ${sandbox}`, 1],
  [`logs ${sandbox}`, 1],
  [`exec web ${sandbox}`, 2],
  [`run web ${sandbox} -- true`, 0],
  [`rollback web --list ${sandbox}`, 0],
  ['state list', 1],
  [`unlock ${sandbox} --yes`, 1],
  [`pause ${sandbox} --yes`, 0],
  [`resume ${sandbox} --yes`, 0],
  [`recover ${sandbox}`, 4],
  [`sweep --sandbox --sandbox-speed instant --region us-east-1`, 1],
  ['learn list', 1],
  ['completion bash', 1],
  ['init cloud-map-public', 1],
  ['init --from docker-compose.yml', 1],
  ['--help', 1],
  ['--version', 1],
  ['up --help', 1],
  ['nonsense', 2],
  [`down ${sandbox} --yes`, 0],
  [`down ${sandbox} --yes --json`, 0],
];

test('there is a line for each command; the sandbox serves until it is ended', () => {
  const named = new Set(lines.map(([line]) => line.split(' ')[0]));
  expect(commands.map(({ name }) => name).filter((name) => !named.has(name))).toEqual(['sandbox']);
});

// Of the others it is known that they are in the list.
const written = inFull(
  lines,
  lines.filter(([line]) => /^(up .*json|nonsense)/.test(line)),
);
describe.each(written)('%s', (line, full) => {
  test('on a full disk, it ends with its own code, without a trace, and holds no lock', async () => {
    const { code, stderr } = await desk.shell(`rm -f provision.*; $PROVISION ${line} > /dev/full`);
    expect({ code, stderr }).toMatchObject({ code: full });
    expect(stderr).not.toMatch(/\n\s+at |Error:|Warning/);
    if (full === 1 && !line.startsWith('-') && !line.includes('--help'))
      expect(stderr).toContain('could not be written');
    expect(await locks()).toEqual([]);
  });
});

const heard = inFull(
  lines,
  lines.filter(([line]) => /^status .*json/.test(line)),
);
test.each(heard)('%s: where nobody hears or reads anything, it ends with its own code', async (line, full) => {
  const silent = await desk.shell(`rm -f provision.*; $PROVISION ${line} > /dev/full 2> /dev/full`);
  expect(silent.code).toBe(full);
  const gone = await desk.shell(`rm -f provision.*; { $PROVISION ${line} 2>&1; echo $? > code; } | true; cat code`);
  expect(Number(gone.stdout)).toBe(full === 1 ? 0 : full);
  expect(await locks()).toEqual([]);
});

const locks = async () => (await readdir(desk.path('.provision'), { recursive: true })).filter((it) => /lock/.test(it));
