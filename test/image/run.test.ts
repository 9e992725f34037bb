import { ListImagesCommand, DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { describe, expect, test } from '@jest/globals';
import { MemoryStore } from '../../state/store.js';
import type { Event } from '../../src/events.js';
import { openImages } from '../../src/image/images.js';
import { putStandIn } from '../../src/image/stand-in.js';
import { down } from '../../src/runner/down.js';
import type { Run } from '../../src/runner/run.js';
import { up } from '../../src/runner/up.js';
import { ecrRepository } from '../../steps/ecr/ecr-repository/resource.js';
import { image } from '../../steps/ecr/image/resource.js';
import { resources } from '../../steps/nouns.js';
import { JumpingClock, nothingTagged } from '../runner/toys.js';
import { fakeBuilders } from './fake-builders.js';
import { registry } from './registry.js';

const directory = new URL('../../examples/book', import.meta.url).pathname;
const repository = ecrRepository('book-repository', { repositoryName: 'book', untaggedDays: 14 });
const tagged = (imageTag: string, built: { directory?: string; isByContent?: boolean } = {}) => [
  repository,
  image('book-image', { repository }, { imageTag, ...built }),
];

/**
 * A stack of a repository and an image, runs of the real runner on it, and what is in the registry.
 * @param it.account one of AWS has a registry that can be pushed to
 * @param it.env where builders are looked for
 */
function project({ account, env = {} }: { account?: string; env?: NodeJS.ProcessEnv } = {}) {
  const { cloud: own, client, operations } = registry();
  const cloud = { ...own, ...(account !== undefined && { account }) };
  const events: Event[] = [];
  const emit: Run['emit'] = (event) => void events.push({ ...event, time: '' });
  const images = openImages({ emit, env });
  const run: Run = {
    stack: 'demo',
    tags: {},
    store: new MemoryStore(),
    resources: new Map(resources.map((resource) => [resource.type, resource])),
    withCloud: (_step, { token, tags }, verb) =>
      verb({ ...cloud, tagging: nothingTagged as never, token, tags, images }),
    clock: new JumpingClock(),
    emit,
    signal: new AbortController().signal,
    random: () => 0.5,
  };
  const tags = async () => {
    const { imageIds = [] } = await client.send(new ListImagesCommand({ repositoryName: 'book' }));
    return imageIds.map(({ imageTag }) => imageTag);
  };
  return { cloud, client, operations, events, run, tags };
}

test('an image is put into its repository, and replaced when what it is built of changes', async () => {
  const { run, tags, events, operations, client } = project();
  const built = { directory, isByContent: true };
  expect(await up(run, tagged('context-1', built))).toMatchObject({ failures: [], created: 2 });
  expect(events).toContainEqual(expect.objectContaining({ type: 'wait', step: 'book-image', lasting: true }));
  const before = operations().filter((operation) => /^(Put|Initiate)/.test(operation));
  expect(await up(run, tagged('context-1', built))).toMatchObject({ failures: [], unchanged: 2 });
  expect(operations().filter((operation) => /^(Put|Initiate)/.test(operation))).toEqual(before);
  expect(await up(run, tagged('context-2', built))).toMatchObject({ failures: [], created: 1, deleted: 1 });
  expect(await tags()).toEqual(['context-2']);
  expect(await down(run)).toMatchObject({ failures: [], deleted: 2 });
  expect((await client.send(new DescribeRepositoriesCommand({}))).repositories).toEqual([]);
});

test('without an image the run stops, and goes on once somebody has pushed it; theirs is left alone', async () => {
  const { run, tags, cloud, operations } = project();
  const steps = tagged('1.0');
  const stopped = await up(run, steps);
  const missed = { code: 'image-missing', step: 'book-image', image: expect.stringMatching(/\/book:1\.0$/) };
  expect(stopped.failures).toMatchObject([{ ...missed, why: 'no-build' }]);
  const order = { repositoryName: 'book', repositoryUri: '', architecture: 'x86_64' } as const;
  await putStandIn(cloud, { ...order, imageTag: '1.0' });
  await putStandIn(cloud, { ...order, imageTag: '2.0' });
  expect(await up(run, steps)).toMatchObject({ failures: [], created: 1, unchanged: 1 });
  expect(await up(run, tagged('2.0'))).toMatchObject({ failures: [], created: 1 });
  expect((await tags()).sort()).toEqual(['1.0', '2.0']);
  expect(operations()).not.toContain('BatchDeleteImage');
  expect(await down(run)).toMatchObject({ failures: [] });
});

test('a stack whose image was never there is taken down all the same', async () => {
  const { run } = project();
  await up(run, tagged('1.0'));
  expect(await down(run)).toMatchObject({ failures: [], deleted: 1 });
  expect([...run.store.records]).toEqual([]);
});

describe('on AWS, without anything that builds', () => {
  const account = '123456789012';
  const built = { directory, isByContent: true };
  const changes = (operations: readonly string[]) => operations.filter((it) => !/^(Describe|List|Get)/.test(it));

  test('nothing is created where an image must be built', async () => {
    const { run, operations } = project({ account });
    const { failures, created } = await up(run, tagged('context-1', built));
    expect(failures).toEqual([{ code: 'image-not-buildable', step: 'book-image', directory, silent: [] }]);
    expect([created, changes(operations()), [...run.store.records]]).toEqual([0, [], []]);
  });

  test('a docker whose engine does not answer is no builder, and what it said is told', async () => {
    const builders = await fakeBuilders('docker');
    const { run, operations } = project({ account, env: { PATH: builders.path, DEAD: 'docker' } });
    const { failures } = await up(run, tagged('context-1', built));
    await builders.remove();
    const silent = [{ name: 'docker', command: 'docker version', said: 'no engine at unix:///nowhere' }];
    expect(failures).toMatchObject([{ code: 'image-not-buildable', silent }]);
    expect(changes(operations())).toEqual([]);
  });

  test('an image whose tag is in the repository needs none; the next one does', async () => {
    const { run, cloud, tags } = project({ account });
    expect(await up(run, [repository])).toMatchObject({ failures: [], created: 1 });
    const order = { repositoryName: 'book', repositoryUri: '', architecture: 'x86_64' } as const;
    await putStandIn(cloud, { ...order, imageTag: 'context-1' });
    expect(await up(run, tagged('context-1', built))).toMatchObject({ failures: [], created: 1, unchanged: 1 });
    expect(await up(run, tagged('context-1', built))).toMatchObject({ failures: [], unchanged: 2 });
    const { failures } = await up(run, tagged('context-2', built));
    expect(failures).toMatchObject([{ code: 'image-not-buildable', step: 'book-image' }]);
    expect(await tags()).toEqual(['context-1']);
  });

  test('the repository of an image that the user pushes is made, so that it can be pushed', async () => {
    const { run } = project({ account });
    const { failures, created } = await up(run, tagged('1.0'));
    expect([created, failures]).toMatchObject([1, [{ code: 'image-missing', why: 'no-build', pushable: true }]]);
  });
});
