import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BatchGetImageCommand, CreateRepositoryCommand, DescribeImagesCommand } from '@aws-sdk/client-ecr';
import { afterEach, expect, test } from '@jest/globals';
import { registry } from './registry.js';
import { failureOf, fakeBuilders, type FakeBuilders } from './fake-builders.js';

let it: FakeBuilders | undefined;
async function prepare(...builders: readonly string[]): Promise<FakeBuilders> {
  return (it = await fakeBuilders(...builders));
}
afterEach(() => it?.remove());

const missing = {
  code: 'image-missing',
  step: 'the-step',
  image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1',
  region: 'us-east-1',
  platform: 'linux/amd64',
  pushable: true,
};

test('without a builder, a Dockerfile or anything to build, nothing is asked of AWS', async () => {
  const { open, cloud, order, directory, sent } = await prepare();
  expect(await failureOf(open(), cloud, order)).toEqual({ ...missing, why: 'no-builder', directory });
  await rm(join(directory, 'Dockerfile'));
  expect(await failureOf(open(), cloud, order)).toEqual({ ...missing, why: 'no-dockerfile', directory });
  expect(await failureOf(open(), cloud, { ...order, directory: undefined })).toEqual({ ...missing, why: 'no-build' });
  expect(sent()).toEqual([]);
});

/** The sandbox's ECR with a repository, and an order of an image for it. */
async function onSandbox(builders: FakeBuilders) {
  const { cloud, client, operations } = registry();
  const { repository } = await cloud.ecr.send(new CreateRepositoryCommand({ repositoryName: 'web' }));
  const order = { ...builders.order, repositoryUri: repository?.repositoryUri ?? '' };
  const tags = async () => {
    const { imageDetails } = await client.send(new DescribeImagesCommand({ repositoryName: 'web' }));
    return imageDetails?.map(({ imageTags }) => imageTags);
  };
  return { cloud, order, operations: () => operations().slice(1), tags };
}

test('on the sandbox a stand-in goes the way of any image, whatever is on PATH, and it is said', async () => {
  const builders = await prepare('docker');
  const { cloud, order, operations, tags } = await onSandbox(builders);
  await builders.open().put(cloud, order);
  const upload = ['InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload'];
  expect(operations()).toEqual(['BatchCheckLayerAvailability', ...upload, ...upload, 'PutImage']);
  expect(await tags()).toEqual([['1']]);
  const why = expect.stringMatching(/^a stand-in: nothing was built/);
  expect(builders.events).toMatchObject([{ type: 'wait', step: 'the-step', lasting: true, why }]);
  expect(await builders.called()).toEqual([]);
  const asked = new BatchGetImageCommand({ repositoryName: 'web', imageIds: [{ imageTag: '1' }] });
  const { images } = await cloud.ecr.send(asked);
  expect(JSON.parse(images?.[0]?.imageManifest ?? '')).toMatchObject({ schemaVersion: 2, layers: [expect.anything()] });
});

test('putting a stand-in again changes nothing, and another tag is another image with the same layer', async () => {
  const builders = await prepare();
  const { cloud, order, operations, tags } = await onSandbox(builders);
  const images = builders.open();
  await images.put(cloud, order);
  const before = operations().length;
  await images.put(cloud, order);
  expect(operations().slice(before)).toEqual(['BatchCheckLayerAvailability', 'PutImage']);
  await images.put(cloud, { ...order, imageTag: '2' });
  expect((await tags())?.flat().sort()).toEqual(['1', '2']);
  expect(await tags()).toHaveLength(2);
});

test('on the sandbox, too, there is no image where there is nothing to build: it cannot be pushed there', async () => {
  const builders = await prepare();
  const { cloud, order } = await onSandbox(builders);
  const failure = await failureOf(builders.open(), cloud, { ...order, directory: undefined });
  expect(failure).toMatchObject({ code: 'image-missing', why: 'no-build', pushable: false });
});
