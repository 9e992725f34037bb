import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
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

test('what a manifest says of environments is in files beside the config, and none that is there is overwritten', async () => {
  const desk = await Desk.open();
  const manifest = 'name: api\ntype: Backend Service\nimage: {location: nginx}\nenvironments: {prod: {cpu: 512}}\n';
  await writeFile(desk.path('manifest.yml'), manifest);
  const { stdout } = await desk.here('init', '--from', 'manifest.yml', '--name', 'shop');
  expect(stdout).toContain('Wrote provision.prod.yaml, with what is different with --env prod.');
  expect((await desk.here('config', '--env', 'prod')).stdout).toMatch(/cpu: 512/);
  await rm(desk.path('provision.yaml'));
  const again = await desk.here('init', '--from', 'manifest.yml', '--name', 'shop');
  expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('provision.prod.yaml exists') as unknown });
});

test('a config is made from a compose file, and what became of each member is told', async () => {
  const desk = await Desk.open();
  const file = 'services:\n  web:\n    image: nginx:${TAG}\n    ports: ["80:8080"]\n    privileged: true\n';
  await writeFile(desk.path('docker-compose.yml'), file);
  const { code, stdout } = await desk.here('init', '--from', 'docker-compose.yml', '--name', 'shop');
  expect(code).toBe(0);
  expect(stdout).toContain('Wrote provision.yaml, with the stack shop');
  expect(stdout).toMatch(/unchanged:\n {2}services\.web: image \(line 3\)/);
  expect(stdout).toMatch(/line 4 {2}services\.web\.ports\[0\]: port 8080 of the container/);
  expect(stdout).toMatch(/line 5 {2}services\.web\.privileged, because Fargate runs no privileged containers/);
  expect(stdout).toContain('Set before `provision up`: TAG');
  const written = await readFile(desk.path('provision.yaml'), 'utf8');
  expect(await desk.here('config')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('TAG is not set') as unknown,
  });
  expect(await desk.here('init', '--from', 'docker-compose.yml')).toMatchObject({ code: 2 });
  expect(await readFile(desk.path('provision.yaml'), 'utf8')).toBe(written);
  const json = await desk.here('init', '--from', 'docker-compose.yml', '--config', 'b.json', '--json');
  const [made, result] = json.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(made).toMatchObject({
    ...{ type: 'made', format: 'compose', file: 'b.json', variables: ['TAG'] },
    kept: [{ line: 3, path: 'services.web.image', to: ['services.web.image'] }],
    rewritten: [{ line: 4, to: ['services.web.port', 'services.web.rules'] }],
    left: [{ line: 5, path: 'services.web.privileged', because: 'Fargate runs no privileged containers' }],
  });
  expect(result).toMatchObject({ type: 'result', command: 'init', ok: true });
  expect(JSON.parse(await readFile(desk.path('b.json'), 'utf8'))).toMatchObject({ services: { web: { port: 8080 } } });
});

test.each([
  [['--from', 'nowhere.yml'], 'nowhere.yml cannot be read: there is no such file'],
  [['--from', '.'], 'it is a directory'],
  [['--from', 'other.yml'], 'nothing that a config can be made from'],
  [['--from', 'broken.yml'], 'a bracket is opened here'],
  [['--from', 'other.yml', 'cloud-map-public'], 'exclude each other'],
])('%j ends with 2, and writes nothing', async (words, message) => {
  const desk = await Desk.open();
  await writeFile(desk.path('other.yml'), 'a: 1');
  await writeFile(desk.path('broken.yml'), 'services: [');
  const { code, stderr } = await desk.here('init', ...words);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) as unknown });
  await expect(readFile(desk.path('provision.yaml'))).rejects.toThrow('ENOENT');
});
