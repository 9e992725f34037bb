import { access, chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { afterEach, expect, test } from '@jest/globals';
import { findBuilder } from '../../src/image/find-builder.js';
import { failureOf, password, fakeBuilders, type FakeBuilders } from './fake-builders.js';

let it: FakeBuilders | undefined;
async function prepare(...builders: readonly string[]): Promise<FakeBuilders> {
  return (it = await fakeBuilders(...builders));
}
afterEach(() => it?.remove());

const host = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
const image = `${host}/web:1`;
const build = ['build', '--platform', 'linux/amd64', '--tag', image];
const login = ['login', '--username', 'AWS', '--password-stdin', host];

test('an image is built and pushed after a login whose password is on standard input alone', async () => {
  const { open, cloud, order, called, directory, events, home } = await prepare('docker');
  await open().put(cloud, order);
  expect(await called()).toEqual([
    { name: 'docker', args: login, input: password, attestations: '1' },
    // As one argument each, whatever is in them: there is no shell.
    { name: 'docker', args: [...build, directory], input: '', attestations: '1' },
    { name: 'docker', args: ['push', image], input: '', attestations: '1' },
  ]);
  expect(await readdir(home)).toEqual(expect.not.arrayContaining(['pwned']));
  await expect(access('pwned')).rejects.toThrow();
  expect(events.map((event) => 'why' in event && event.why)).toEqual([
    `docker is building ${image} from ${directory}`,
    `docker is pushing ${image}`,
  ]);
  expect(JSON.stringify(events)).not.toContain(password);
});

test('a Dockerfile of another name, arguments and a stage are told; a failure shows no value of an argument', async () => {
  const { open, cloud, order, called, directory } = await prepare('docker');
  await writeFile(join(directory, 'prod.Dockerfile'), 'FROM scratch AS b');
  const options = { dockerfile: 'prod.Dockerfile', buildArgs: { A: '$(b) c' }, target: 'b' };
  await open().put(cloud, { ...order, options });
  const told = ['--file', join(directory, 'prod.Dockerfile'), '--build-arg', 'A=$(b) c', '--target', 'b'];
  const [, built] = await called();
  expect(built?.args).toEqual([...build.slice(0, 3), ...told, '--tag', image, directory]);
  const { command } = (await failureOf(open({ FAIL: 'build' }), cloud, { ...order, options })) as {
    readonly command: readonly string[];
  };
  expect(command).toContain('A=***');
  expect(command.join(' ')).not.toContain('$(b)');
});

test('several images of one registry need one login', async () => {
  const { open, cloud, order, called } = await prepare('podman');
  const images = open();
  const other = { ...order, imageTag: '2', architecture: 'arm64' } as const;
  await Promise.all([images.put(cloud, order), images.put(cloud, other)]);
  const calls = (await called()).map(({ args }) => args);
  const argumentsOf = (verb: string) => calls.filter(([first]) => first === verb);
  expect(argumentsOf('login')).toHaveLength(1);
  expect(
    argumentsOf('build')
      .map((args) => args[2])
      .sort(),
  ).toEqual(['linux/amd64', 'linux/arm64']);
});

test('docker is taken before podman and finch; what may not be executed is none', async () => {
  const { path, open, cloud, order, called } = await prepare('docker', 'podman', 'finch');
  const find = async (path?: string) => (await findBuilder({ env: { PATH: path } })).builder;
  expect(await find(`/nowhere::${path}`)).toEqual({ name: 'docker', file: join(path, 'docker') });
  await chmod(join(path, 'docker'), 0o644);
  expect((await find(path))?.name).toBe('podman');
  await rm(join(path, 'podman'));
  await open().put(cloud, order);
  expect((await called()).at(-1)).toMatchObject({ name: 'finch', args: ['push', '--platform', 'linux/amd64', image] });
  expect(await find(undefined)).toBeUndefined();
});

test.each([
  ['login', 'log in', 1],
  ['build', 'build', 2],
  ['push', 'push', 3],
])('where the %s fails nothing follows, and what was said is told without the password', async (verb, doing, calls) => {
  const { open, cloud, order, called } = await prepare('docker');
  const failure = await failureOf(open({ FAIL: verb }), cloud, order);
  expect(failure).toMatchObject({ code: 'image-not-built', step: 'the-step', image, doing, exitCode: 7 });
  if (failure.code !== 'image-not-built') throw new Error('not reached');
  expect(failure.command.slice(0, 2)).toEqual(['docker', verb]);
  expect(failure.output).toHaveLength(20);
  expect(failure.output.at(-1)).toBe(verb === 'login' ? 'failed: ***' : 'failed:');
  expect(JSON.stringify(failure)).not.toContain(password);
  expect(await called()).toHaveLength(calls);
});

test('a login that failed is tried again by the next image', async () => {
  const { open, cloud, order, ecr, called } = await prepare('docker');
  const images = open();
  const token = ecr.on(GetAuthorizationTokenCommand);
  token.rejectsOnce(new Error('no answer')).resolves({ authorizationData: [{ authorizationToken: 'QVdTOng=' }] });
  await expect(images.put(cloud, order)).rejects.toThrow('no answer');
  await images.put(cloud, order);
  expect(await called()).toHaveLength(3);
});

test('a builder that can no longer be started is a failure of its own', async () => {
  const { path, open, cloud, order } = await prepare('docker');
  const images = open();
  await images.put(cloud, order);
  await writeFile(join(path, 'docker'), '#!/nowhere\n');
  const failure = await failureOf(images, cloud, order);
  const output = [expect.stringContaining('ENOENT')];
  expect(failure).toMatchObject({ code: 'image-not-built', doing: 'build', exitCode: null, output });
});

test('a builder without an engine that answers is passed over, and it is said', async () => {
  const { path, open, cloud, order, called, events } = await prepare('docker', 'podman', 'finch');
  const images = open({ DEAD: 'docker', MUTE: 'podman' });
  await images.put(cloud, order);
  expect(new Set((await called()).map(({ name }) => name))).toEqual(new Set(['finch']));
  const why = 'no engine of docker and podman answers: finch builds instead';
  expect(events[0]).toMatchObject({ type: 'wait', step: 'the-step', why, lasting: true });
  // Engines are asked once in a run.
  await Promise.all(['docker', 'podman'].map((name) => rm(join(path, name))));
  await images.put(cloud, order);
  expect(events.filter((event) => 'why' in event && event.why === why)).toHaveLength(2);
});

test('where no engine answers nothing is asked of AWS, and what each said is told', async () => {
  const { path, open, cloud, order, sent, called } = await prepare('docker', 'podman', 'finch');
  await writeFile(join(path, 'finch'), '#!/nowhere\n');
  const failure = await failureOf(open({ DEAD: 'docker', MUTE: 'podman' }), cloud, order);
  expect(failure).toMatchObject({
    code: 'image-missing',
    why: 'no-engine',
    silent: [
      { name: 'docker', command: 'docker version', said: 'no engine at unix:///nowhere' },
      { name: 'podman', command: 'podman info' },
      { name: 'finch', command: 'finch info', said: expect.stringContaining('ENOENT') },
    ],
  });
  expect([sent(), await called()]).toEqual([[], []]);
});

test('a run that is stopped stops asking', async () => {
  const { open, cloud, order } = await prepare('docker');
  const abort = new AbortController();
  const stopped = expect(open({}, abort.signal).put(cloud, order)).rejects.toBe('enough');
  abort.abort('enough');
  await stopped;
});

test('a run that is stopped stops its builder', async () => {
  const { open, cloud, order, called } = await prepare('docker');
  const abort = new AbortController();
  const images = open({ HANG: 'build' }, abort.signal);
  const put = images.put(cloud, order);
  const stopped = expect(put).rejects.toBe('enough');
  while ((await called()).length < 2) await new Promise((resolve) => setImmediate(resolve));
  abort.abort('enough');
  await stopped;
  await expect(images.put(cloud, order)).rejects.toBe('enough');
  expect(await called()).toHaveLength(2);
});
