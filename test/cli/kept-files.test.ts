import { execFileSync } from 'node:child_process';
import { lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from '@jest/globals';
import { Desk } from './program.js';

const blueprint = ['--blueprint', 'cloud-map-public'];
const sandbox = ['--sandbox', '--sandbox-speed', 'instant', ...blueprint];
const kept = [
  '.provision/cloud-map-public.json',
  '.provision/cloud-map-public.lock',
  '.provision/sandbox/world.json',
  '.provision/sandbox/lock',
];

/** What may stand where a file of the program's own belongs. */
const inTheWay: { readonly [what: string]: (path: string, elsewhere: string) => Promise<unknown> } = {
  'a symbolic link': async (path, elsewhere) => {
    await writeFile(elsewhere, 'somebody else’s');
    await symlink(elsewhere, path);
  },
  'a symbolic link to nowhere': (path, elsewhere) => symlink(elsewhere, path),
  'a directory': (path) => mkdir(path),
  'a FIFO': async (path) => execFileSync('mkfifo', [path]),
};

test.each(kept.flatMap((file) => Object.keys(inTheWay).map((what) => [file, what] as const)))(
  'where %s belongs, %s is said and left as it is',
  async (file, what) => {
    const desk = await Desk.open();
    const path = desk.path(file);
    const elsewhere = desk.path('elsewhere');
    await mkdir(dirname(path), { recursive: true });
    await inTheWay[what]?.(path, elsewhere);
    const was = await lstat(path);
    const { code, stdout, stderr } = await desk.here('up', '--yes', ...sandbox);
    expect({ code, stdout, stderr }).toMatchObject({ code: 4, stdout: '' });
    expect(stderr).toContain(`${file.slice(file.lastIndexOf('/') + 1)} is ${what.replace(' to nowhere', '')}`);
    expect(stderr).not.toMatch(/bug|\n {4}at /);
    expect((await lstat(path)).ino).toBe(was.ino);
    const target = await readFile(elsewhere, 'utf8').catch(() => undefined);
    expect(target).toBe(what === 'a symbolic link' ? 'somebody else’s' : undefined);
  },
);

test('what is written beside a state and renamed is a new file, never what a link leads to', async () => {
  const desk = await Desk.open();
  const planted = ['.provision/cloud-map-public.json.new', '.provision/sandbox/world.json.new'];
  for (const file of planted) {
    await mkdir(dirname(desk.path(file)), { recursive: true });
    await writeFile(desk.path('elsewhere'), 'somebody else’s');
    await symlink(desk.path('elsewhere'), desk.path(file));
  }
  expect(await desk.here('up', '--yes', ...sandbox)).toMatchObject({ code: 0, stderr: '' });
  expect(await readFile(desk.path('elsewhere'), 'utf8')).toBe('somebody else’s');
  expect((await lstat(desk.path('.provision/cloud-map-public.json'))).isFile()).toBe(true);
});
