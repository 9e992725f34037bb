import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inPager, wordsOf } from '../../src/ui/pager.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'pager-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A pager that does what the script says, with the name of a file that it may write to. */
async function pagerThat(script: string): Promise<{ pager: string; file: string }> {
  const [program, file] = [join(folder, 'pager.mjs'), join(folder, 'shown')];
  await writeFile(program, script);
  return { pager: `'${process.execPath}' '${program}' "${file}"`, file };
}
const text = 'line\n'.repeat(200_000);

test('the pager gets all of the text, and what less needs to leave colours as they are', async () => {
  const { pager, file } = await pagerThat(
    `import { readFileSync, writeFileSync } from 'node:fs';
     writeFileSync(process.argv[2], process.env.LESS + readFileSync(0, 'utf8'));`,
  );
  expect(await inPager(text, { PAGER: 'no-such-pager', PROVISION_PAGER: pager, PATH: '' })).toBe(true);
  expect(await readFile(file, 'utf8')).toBe(`FRX${text}`);
});

test('a pager that is left early is no error, and neither is LESS as the person has set it', async () => {
  const { pager, file } = await pagerThat(
    `import { writeFileSync } from 'node:fs'; writeFileSync(process.argv[2], process.env.LESS); process.exit(3);`,
  );
  expect(await inPager(text, { PAGER: pager, LESS: '-S' })).toBe(true);
  expect(await readFile(file, 'utf8')).toBe('-S');
});

test('where there is none, or none is wanted, the text is left to be printed', async () => {
  expect(await inPager(text, { PAGER: 'no-such-pager', PATH: '' })).toBe(false);
  expect(await inPager(text, { PAGER: 'cat' })).toBe(false);
  expect(await inPager(text, { PAGER: 'less', PROVISION_PAGER: '' })).toBe(false);
});

test('words are split as a shell splits them, and nothing in them is expanded', () => {
  expect(wordsOf(`less -FR "+/a b" 'c d'e $HOME`)).toEqual(['less', '-FR', '+/a b', 'c de', '$HOME']);
  expect(wordsOf('  ')).toEqual([]);
});
