import { writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { Desk } from './program.js';

/** The program with one of the functions that it uses taken away: what it then does is a bug. */
async function without(taken: string): Promise<Desk> {
  const scout = await Desk.open();
  await writeFile(scout.path('break.cjs'), `${taken} = undefined;`);
  return Desk.open({ NODE_OPTIONS: `--require ${scout.path('break.cjs')}` });
}

test('the trace of a bug names functions, and the files of the sources', async () => {
  const desk = await without('globalThis.structuredClone');
  const { code, stderr } = await desk.run(
    'plan',
    '--blueprint',
    'cloud-map-public',
    '--region',
    'eu-west-1',
    '--verbose',
  );
  expect({ code, stderr }).toMatchObject({ code: 1 });
  expect(stderr).toContain('This is a bug in provision.');
  expect(stderr).toMatch(/at loadSource \(\S*src\/config\/load\.ts:\d+:\d+\)/);
  expect(stderr).not.toMatch(/dist\/\S+\.js:\d+/);
});

test('so does the trace of a bug that no command has caught', async () => {
  const desk = await without('Math.random');
  const { code, stderr } = await desk.run('up', '--sandbox', '--blueprint', 'cloud-map-public');
  expect({ code, stderr }).toMatchObject({ code: 1 });
  expect(stderr).toMatch(/^TypeError: Math\.random is not a function\n/);
  expect(stderr).toMatch(/\(\S*node_modules\/\S+\.ts:\d+:\d+\)/);
});
