import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

const read = (file: string): Promise<string> => readFile(new URL(`../${file}`, import.meta.url), 'utf8');
const packageVersion = async (): Promise<string> =>
  (JSON.parse(await read('package.json')) as { version: string }).version;

test('the version in package.json has an entry with its date, and a link', async () => {
  const [version, changelog] = [await packageVersion(), await read('CHANGELOG.md')];
  expect(changelog).toMatch(new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\] - \\d{4}-\\d{2}-\\d{2}$`, 'm'));
  expect(changelog).toContain(`\n[${version}]: https://`);
});

test('what is not released yet comes first, and below it no version stands twice', async () => {
  const [first, ...versions] = [...(await read('CHANGELOG.md')).matchAll(/^## \[(.+?)\]/gm)].map(([, name]) => name);
  expect(first).toBe('Unreleased');
  expect(new Set(versions).size).toBe(versions.length);
});

test('the tarball that the README installs is the one that is packed', async () => {
  const names = (await read('README.md')).match(/ecs-provision-[\d.]+\.tgz/g) ?? [];
  expect(new Set(names)).toEqual(new Set([`ecs-provision-${await packageVersion()}.tgz`]));
});
