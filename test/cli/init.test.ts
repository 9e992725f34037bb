import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { stackNameFrom } from '../../src/config/names.js';
import { Desk } from './program.js';

test.each([
  ['shop', 'shop'],
  ['My Shop 2.0', 'my-shop-2-0'],
  ['42-things', 'things'],
  ['sg-web', 'web'],
  [`${'a'.repeat(39)}-b`, 'a'.repeat(39)],
  ['42', undefined],
  ['', undefined],
])('the folder "%s" gives a stack the name %s', (folder, name) => {
  expect(stackNameFrom(folder)).toBe(name);
});

test('the config is called after its folder, and git leaves the states out', async () => {
  const desk = await Desk.open();
  const folder = desk.path('My Shop');
  await mkdir(join(folder, 'deploy'), { recursive: true });
  await mkdir(join(folder, '.git'));
  await writeFile(join(folder, '.gitignore'), 'node_modules');
  const inFolder = (...words: string[]) => desk.shell(`cd '${folder}' && $PROVISION ${words.join(' ')}`);
  const { stdout } = await inFolder('init');
  expect(stdout).toContain('with the stack my-shop');
  expect(stdout).toContain('Added .provision/ to .gitignore');
  expect(await readFile(join(folder, 'provision.yaml'), 'utf8')).toMatch(/^name: my-shop$/m);
  expect(await readFile(join(folder, '.gitignore'), 'utf8')).toBe('node_modules\n.provision/\n');
  const again = await inFolder('init', '--config', 'deploy/provision.yaml');
  expect(again.stdout).not.toContain('.gitignore');
});

test('outside of a repository it only says so', async () => {
  const desk = await Desk.open();
  expect((await desk.here('init', '--name', 'shop')).stdout).toContain('Keep .provision/ out of version control');
});
