import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import type { Untimed } from '../../src/events.js';
import { FailureError, type Failure } from '../../src/failure.js';
import { openImages } from '../../src/image/images.js';
import type { Cloud, ImageOrder, Images } from '../../src/step.js';
import { fakeCloud } from '../steps/fake-cloud.js';

/** What a builder was called with. */
export interface BuilderCall {
  readonly name: string;
  readonly args: readonly string[];
  readonly input: string;
  readonly attestations: string | undefined;
}

/**
 * A builder that notes how it is called, and fails or hangs where the environment says so. Its engine answers unless
 * the environment names it as one that is `DEAD`, or as one that is `MUTE`.
 */
const script = (name: string, log: string) => `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const args = process.argv.slice(2);
const name = ${JSON.stringify(name)};
const input = readFileSync(0, 'utf8');
const isNamed = (names = '') => names.split(' ').includes(name);
const attestations = process.env.BUILDX_NO_DEFAULT_ATTESTATIONS;
const isAsked = args[0] === 'version' || args[0] === 'info';
if (!isAsked) appendFileSync(${JSON.stringify(log)}, JSON.stringify({ name, args, input, attestations }) + '\\n');
if (isAsked && isNamed(process.env.DEAD)) {
  console.error('first line\\nno engine at unix:///nowhere');
  process.exit(1);
} else if (process.env.HANG === args[0] || (isAsked && isNamed(process.env.MUTE))) setInterval(() => {}, 1000);
else if (process.env.FAIL === args[0]) {
  for (let line = 1; line <= 30; line++) console.log('line ' + line);
  console.error('\\u001b[31mno: ' + input + '\\u001b[0m\\rfailed: ' + input);
  process.exit(7);
}
`;

export const password = 'the-password';
const repositoryUri = '123456789012.dkr.ecr.us-east-1.amazonaws.com/web';

/** A directory with a Dockerfile, builders on a PATH of their own, and ECR that gives tokens. */
export async function fakeBuilders(...builders: readonly string[]) {
  const home = await mkdtemp(join(tmpdir(), 'provision-image-'));
  const [path, directory, log] = [join(home, 'bin'), join(home, 'it costs $(touch pwned); "5"'), join(home, 'calls')];
  await Promise.all([mkdir(path), mkdir(directory)]);
  await Promise.all([writeFile(join(directory, 'Dockerfile'), 'FROM scratch\n'), writeFile(log, '')]);
  for (const name of builders) {
    await writeFile(join(path, name), script(name, log));
    await chmod(join(path, name), 0o755);
  }
  const fake = fakeCloud();
  const authorizationToken = Buffer.from(`AWS:${password}`).toString('base64');
  fake.ecr.on(GetAuthorizationTokenCommand).resolves({ authorizationData: [{ authorizationToken }] });
  const order: ImageOrder = {
    repositoryName: 'web',
    repositoryUri,
    imageTag: '1',
    directory,
    architecture: 'x86_64',
  };
  const events: Untimed[] = [];
  /** An engine that is mute is given no time: it would not answer in any. */
  const engineLimit = (env: NodeJS.ProcessEnv) => (builder: string) =>
    env['MUTE']?.includes(builder) ? AbortSignal.timeout(1) : new AbortController().signal;
  const open = (env: NodeJS.ProcessEnv = {}, signal?: AbortSignal) =>
    openImages({
      emit: (event) => void events.push(event),
      env: { PATH: path, ...env },
      signal,
      engineLimit: engineLimit(env),
    });
  return {
    home,
    path,
    directory,
    order,
    events,
    open,
    ...fake,
    called: async (): Promise<BuilderCall[]> =>
      (await readFile(log, 'utf8'))
        .split('\n')
        .filter(Boolean)
        .map((it) => JSON.parse(it) as BuilderCall),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}
export type FakeBuilders = Awaited<ReturnType<typeof fakeBuilders>>;

/** The failure that putting this image ends in. */
export async function failureOf(images: Images, cloud: Cloud, order: ImageOrder): Promise<Failure> {
  const error: unknown = await images.put(cloud, order).then(
    () => new Error('it was put'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof FailureError) return error.failure;
  throw error;
}
