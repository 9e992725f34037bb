import { readFileSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { isFull } from '../full.js';
import { Desk, eventsOf } from './program.js';

const nothingWritten = async ({ directory }: Desk) => expect(await readdir(directory)).toEqual([]);

const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
const { version } = JSON.parse(manifest) as { version: string };

test('the version alone, for scripts', async () => {
  const desk = await Desk.open();
  expect(await desk.run('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('every command explains itself, with an example', async () => {
  const desk = await Desk.open();
  const commands = [
    'up',
    'down',
    'status',
    'plan',
    'explain',
    'script',
    'policy',
    'graph',
    'outputs',
    'init',
    'sandbox',
    'completion',
  ];
  const helps = await Promise.all([
    desk.run('--help'),
    ...commands.map((it) => (it === 'up' || isFull ? desk.run(it, '--help') : desk.here(it, '--help'))),
  ]);
  expect(helps.map(({ code, stderr }) => ({ code, stderr }))).toEqual(helps.map(() => ({ code: 0, stderr: '' })));
  const without = ['all', ...commands].filter((_, at) => !/Examples:\n.*provision /.test(helps[at]?.stdout ?? ''));
  expect(without).toEqual([]);
  for (const command of commands) expect(helps[0]?.stdout).toContain(`provision ${command}`);
  await nothingWritten(desk);
});

test('help is rendered by the build: showing it loads no parser', async () => {
  const desk = await Desk.open();
  const measured = await Desk.open({ NODE_V8_COVERAGE: desk.path('loaded') });
  await measured.run('plan', '--help');
  const [file = ''] = await readdir(desk.path('loaded'));
  const { result } = JSON.parse(readFileSync(desk.path('loaded', file), 'utf8')) as { result: { url: string }[] };
  const loaded = result.flatMap(({ url }) => (url.includes('/dist/') ? [url.slice(url.lastIndexOf('/') + 1)] : []));
  expect(loaded).toContain('cli.js');
  expect(loaded.filter((name) => name.startsWith('main-'))).toEqual([]);
});

test('words that there are not: the nearest ones, and exit code 2', async () => {
  const desk = await Desk.open();
  const [command, option, none, both] = await Promise.all([
    desk.here('upp'),
    desk.here('up', '--sandox', '--blueprint', 'cloud-map-public'),
    desk.here(),
    desk.here('up', '--sandbox', '--endpoint-url', 'http://127.0.0.1:1', '--blueprint', 'cloud-map-public', '--yes'),
  ]);
  const [extra, valueless, region] = await Promise.all([
    desk.here('up', 'foo'),
    desk.here('up', '--timeout'),
    desk.here('up', '--sandbox', '--blueprint', 'cloud-map-public', '--region', 'us east'),
  ]);
  expect(extra).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('up takes no argument "foo"') });
  expect(valueless).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('timeout') });
  expect(region).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('"us east" is not an AWS region'),
  });
  expect(command).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('did you mean "up"') });
  expect(option).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--sandbox') });
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(both).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('exclude each other') });
});

test('options that mean nothing together: which, and exit code 2', async () => {
  const desk = await Desk.open();
  const blueprint = ['--blueprint', 'cloud-map-public'];
  for (const [words, why] of [
    [['up', '--sandbox', '--profile', 'dev', ...blueprint], '--profile has no use with --sandbox'],
    [['init', 'ec2-capacity', ...blueprint], 'init takes a blueprint once: as a word, or with --blueprint'],
    [['script', '--run', 'last', ...blueprint], '--run and --blueprint exclude each other'],
    [['policy', 'down', '--recovery', ...blueprint], '--recovery is about up'],
  ] as const)
    expect(await desk.here(...words)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(why) });
  await nothingWritten(desk);
});

test('a switch has no value, and what is chosen is among what there is', async () => {
  const desk = await Desk.open();
  const [sandbox, exitcode, format, act, truth] = await Promise.all([
    desk.here('down', '--sandbox=1', '--yes', '--name', 'x'),
    desk.here('plan', '--detailed-exitcode=yes', '--blueprint', 'cloud-map-public'),
    desk.here('graph', '--format', 'svgg', '--blueprint', 'cloud-map-public'),
    desk.here('script', 'sideways'),
    desk.here('status', '--sandbox=true', '--name', 'x'),
  ]);
  expect(sandbox).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--sandbox takes no value') });
  expect(exitcode).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('--detailed-exitcode takes no value'),
  });
  expect(format.stderr).toContain('--format cannot be "svgg": did you mean "svg"? (there is: mermaid, dot, svg)');
  expect(act.stderr).toContain('act cannot be "sideways" (there is: up, down)');
  expect(truth).toMatchObject({ code: 0 });
});

test('with --json a usage error is an error and a result, and nothing else is on stdout', async () => {
  const desk = await Desk.open();
  const { code, stdout } = await desk.here('up', '--sandox', '--json');
  expect(code).toBe(2);
  expect(eventsOf(stdout)).toMatchObject([
    { type: 'error', failure: { code: 'bad-usage' } },
    { type: 'result', command: 'up', ok: false, calls: { total: 0, mutating: 0 } },
  ]);
});

test('a config with errors: all of them at once, each where an editor finds it, and nothing is begun', async () => {
  const desk = await Desk.open();
  const config = [
    'name: Shop!',
    'network:',
    '  cidr: 10.0.0.0/8',
    'services:',
    '  web:',
    '    image: nginx:1.27',
    '    prot: 80',
    '    memory: 777',
    '    routes: [$default]',
    '',
  ];
  await writeFile(desk.path('provision.yaml'), config.join('\n'));
  const { code, stdout, stderr } = await desk.here('up', '--sandbox');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  for (const place of ['1:7', '3:9', '7:5', '8:13']) expect(stderr).toContain(`provision.yaml:${place}  `);
  expect(stderr).toContain('port');
  expect(await readdir(desk.directory)).toEqual(['provision.yaml']);
});

test('no region anywhere: the three ways to set one, exit code 2, and no cloud is asked', async () => {
  const desk = await Desk.open();
  const { code, stdout, stderr } = await desk.here('up', '--blueprint', 'cloud-map-public', '--yes');
  expect(code).toBe(2);
  for (const way of ['region: eu-central-1', '--region eu-central-1', 'AWS_REGION=eu-central-1'])
    expect(stdout + stderr).toContain(way);
  expect(await readdir(desk.path('.provision')).catch(() => [])).toEqual([]);
});

test('a region whose zones are not known: it is said before anything is called, and only AWS itself is not refused', async () => {
  const desk = await Desk.open({ AWS_CONFIG_FILE: 'none', AWS_SHARED_CREDENTIALS_FILE: 'none' });
  const there = ['--blueprint', 'cloud-map-public', '--region', 'ap-southeast-9'];
  const commands = [['plan'], ['plan', '--sandbox'], ['explain'], ['policy'], ['script', 'up'], ['up', '--sandbox']];
  const ends = await Promise.all(commands.map((it) => desk.here(...it, ...there)));
  for (const { code, stdout, stderr } of ends) {
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const word of ['zones of ap-southeast-9 are not known', 'us-east-1', 'asked of EC2'])
      expect(stderr).toContain(word);
  }
  expect(await readdir(desk.path('.provision')).catch(() => [])).toEqual([]);
  expect(await desk.here('graph', ...there)).toMatchObject({ code: 0, stderr: '' });
  const nowhere = await desk.here('up', ...there, '--endpoint-url', 'http://127.0.0.1:9', '--yes');
  expect(nowhere.code).toBe(1);
  expect(nowhere.stdout + nowhere.stderr).toContain('http://127.0.0.1:9 did not answer which account');
});

test('a profile that is in no file: which there are, and where was looked', async () => {
  const files = { AWS_CONFIG_FILE: 'shared/config', AWS_SHARED_CREDENTIALS_FILE: 'shared/credentials' };
  const desk = await Desk.open(files);
  const there = ['--blueprint', 'cloud-map-public', '--region', 'us-east-1'];
  const none = await desk.run('up', ...there, '--yes', '--profile', 'nope');
  expect(none).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('there is no profile "nope"') });
  expect(none.stderr).toContain('there is none in shared/config and shared/credentials');
  await mkdir(desk.path('shared'));
  await writeFile(
    desk.path('shared/config'),
    '[default]\n[profile dev]\nregion = eu-west-1\n[profile "in prod"]\n[sso-session dave]\n',
  );
  await writeFile(desk.path('shared/credentials'), '[shop]\naws_access_key_id = AKIDEXAMPLE\n');
  const [far, near, known] = await Promise.all([
    desk.run('up', ...there, '--yes', '--profile', 'elsewhere'),
    desk.run('plan', ...there, '--profile', 'shpo'),
    desk.run('plan', '--blueprint', 'cloud-map-public', '--profile', 'dev'),
  ]);
  expect(far.stderr).toContain('shared/config and shared/credentials have: default, dev, in prod, shop\n');
  expect(near).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('did you mean "shop"?') });
  expect(known).toMatchObject({ code: 0, stdout: expect.stringContaining('Cost in eu-west-1') });
  const environment = await (await Desk.open({ ...files, AWS_PROFILE: 'nope' })).run('up', ...there, '--yes');
  expect(environment).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no profile "nope"') });
});

test('how a profile signs in is what is told, and without a terminal nobody is asked for an MFA code', async () => {
  const files = { AWS_CONFIG_FILE: 'config', AWS_SHARED_CREDENTIALS_FILE: 'none', AWS_LOGIN_CACHE_DIRECTORY: '.' };
  const desk = await Desk.open(files);
  const role =
    'role_arn = arn:aws:iam::123456789012:role/shop\nsource_profile = web\nmfa_serial = arn:aws:iam::1:mfa/ana';
  const text = `[profile web]\nlogin_session = ana\n[profile tool]\ncredential_process = false\n[profile shop]\n${role}\n`;
  await writeFile(desk.path('config'), text);
  const there = ['--blueprint', 'cloud-map-public', '--region', 'us-east-1', '--yes'];
  const web = await desk.here('up', ...there, '--profile', 'web');
  expect(web).toMatchObject({ code: 1, stderr: expect.stringContaining('Next: aws login --profile web') });
  const tool = await desk.here('up', ...there, '--profile', 'tool');
  expect(tool).toMatchObject({ code: 1, stderr: expect.stringContaining('gave none: false') });
  const shop = await desk.here('up', ...there, '--profile', 'shop');
  expect(shop).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('MFA device arn:aws:iam::1:mfa/ana'),
  });
  expect(await readdir(desk.path('.provision')).catch(() => [])).toEqual([]);
});

test('an endpoint that is no URL is refused before it is asked whether to go on', async () => {
  const desk = await Desk.open();
  const there = ['--blueprint', 'cloud-map-public', '--region', 'us-east-1'];
  const runs = [
    ['up', ...there],
    ['down', '--name', 'shop'],
    ['plan', ...there],
  ];
  for (const { code, stdout, stderr } of await Promise.all(
    runs.map((it) => desk.here(...it, '--endpoint-url', 'notaurl')),
  )) {
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--endpoint-url takes a URL like http://127.0.0.1:4566, not "notaurl"');
  }
  const environment = await Desk.open({ AWS_ENDPOINT_URL: 'notaurl' });
  expect(await environment.here('up', ...there)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('AWS_ENDPOINT_URL takes a URL like'),
  });
});

test('no config: what to do about it', async () => {
  const desk = await Desk.open();
  const { code, stderr } = await desk.here('up', '--sandbox');
  expect(code).toBe(2);
  expect(stderr).toContain('provision init');
  await nothingWritten(desk);
});

test('a directory to build that has no Dockerfile: where in which file it is named', async () => {
  const desk = await Desk.open();
  await desk.here('init', 'cloud-map-private');
  const config = readFileSync(desk.path('provision.yaml'), 'utf8');
  await writeFile(desk.path('provision.yaml'), config.replace('build: examples/hostname', 'build: nowhere'));
  const { code, stderr } = await desk.here('up', '--sandbox');
  expect(code).toBe(2);
  const line = config.split('\n').findIndex((text) => text.includes('build: ')) + 1;
  expect(stderr).toContain(`provision.yaml:${line}:12  services.sample-service.build: there is no Dockerfile in\n`);
});

test('init writes a config and what editors complete it from, once', async () => {
  const desk = await Desk.open();
  const first = await desk.here('init');
  expect(first).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('provision up') });
  const files = (await readdir(desk.directory)).sort();
  expect(files).toContain('provision.yaml');
  expect(files).toHaveLength(2);
  await writeFile(desk.path('provision.yaml'), 'mine');
  const again = await desk.here('init');
  expect(again).toMatchObject({ code: 2, stdout: '' });
  expect(again.stderr).toContain('provision.yaml exists already');
  expect(readFileSync(desk.path('provision.yaml'), 'utf8')).toBe('mine');
});
