import {
  BatchDeleteImageCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  GetLifecyclePolicyCommand,
  LifecyclePolicyNotFoundException,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';
import type { ImageOrder } from '../../../src/step.js';
import { ecrRepository } from '../../../steps/ecr/ecr-repository/resource.js';
import { image } from '../../../steps/ecr/image/resource.js';
import { openImages } from '../../../src/image/images.js';
import { registry } from '../../image/registry.js';
import { fakeCloud, tags, upper } from '../fake-cloud.js';

const repository = ecrRepository('repository', { repositoryName: 'web', untaggedDays: 14 });
const want = repository.want({});
const { resource } = repository;
const repositoryArn = 'arn:aws:ecr:us-east-1:123456789012:repository/web';
const repositoryUri = '123456789012.dkr.ecr.us-east-1.amazonaws.com/web';
const live = { repositoryArn, repositoryUri, repositoryName: 'web', imageTagMutability: 'MUTABLE' as const };

const noPolicy = () => new LifecyclePolicyNotFoundException({ message: 'there is none', $metadata: {} });

test('a repository is created with its tags, gets its policy afterwards, and is deleted with its images', async () => {
  const { cloud, sent } = fakeCloud();
  const id = await resource.create(cloud, want);
  await resource.update?.(cloud, id, want, ['lifecyclePolicy']);
  await resource.update?.(cloud, id, want, ['imageTagMutability']);
  await resource.delete(cloud, id);
  const selection = { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 };
  expect(want.lifecyclePolicy).toMatchObject({ rules: [{ rulePriority: 1, selection, action: { type: 'expire' } }] });
  expect(sent()).toEqual([
    ['CreateRepository', { repositoryName: 'web', imageTagMutability: 'MUTABLE', tags: upper }],
    ['PutLifecyclePolicy', { repositoryName: 'web', lifecyclePolicyText: JSON.stringify(want.lifecyclePolicy) }],
    ['PutImageTagMutability', { repositoryName: 'web', imageTagMutability: 'MUTABLE' }],
    ['DeleteRepository', { repositoryName: 'web', force: true }],
  ]);
});

test('a policy is compared as what it means; without one the repository is there all the same', async () => {
  const { ecr, cloud } = fakeCloud();
  ecr.on(DescribeRepositoriesCommand).resolves({ repositories: [live] });
  ecr.on(ListTagsForResourceCommand).resolves({ tags: upper });
  ecr.on(GetLifecyclePolicyCommand).resolves({ lifecyclePolicyText: JSON.stringify(want.lifecyclePolicy, null, 2) });
  expect(await resource.read(cloud, 'web')).toEqual({
    is: 'ready',
    out: { repositoryName: 'web', repositoryUri },
    live: want,
    tags,
  });
  ecr.on(GetLifecyclePolicyCommand).rejects(noPolicy());
  expect(await resource.read(cloud, 'web')).toMatchObject({ is: 'ready', live: { lifecyclePolicy: null } });
  expect(await resource.find(cloud, want)).toEqual([{ id: 'web', tags }]);
  ecr.on(GetLifecyclePolicyCommand).rejects(new Error('AccessDenied'));
  await expect(resource.read(cloud, 'web')).rejects.toThrow('AccessDenied');
});

test('where no policy is wanted one that is there is deleted, and none is asked to go', async () => {
  const { ecr, cloud, sent } = fakeCloud();
  const none = ecrRepository('repository', { repositoryName: 'web' }).want({});
  expect(none.lifecyclePolicy).toBeNull();
  ecr.on(GetLifecyclePolicyCommand).rejects(noPolicy());
  await resource.update?.(cloud, 'web', none, ['lifecyclePolicy']);
  expect(sent().map(([operation]) => operation)).toEqual(['GetLifecyclePolicy']);
  ecr.on(GetLifecyclePolicyCommand).resolves({ lifecyclePolicyText: '{}' });
  await resource.update?.(cloud, 'web', none, ['lifecyclePolicy']);
  expect(sent().at(-1)).toEqual(['DeleteLifecyclePolicy', { repositoryName: 'web' }]);
});

const built = image('image', { repository }, { imageTag: 'context-1', directory: '/app', isByContent: true });
const pushed = image('image', { repository }, { imageTag: '1.0' });
const given = { repository: { repositoryName: 'web', repositoryUri } };
const id = (imageTag: string, isOurs: boolean) => ({
  image: `${repositoryUri}:${imageTag}`,
  repositoryName: 'web',
  imageTag,
  isOurs,
});

test('an image is had put, and is known by its tag', async () => {
  const { ecr, cloud, sent } = fakeCloud();
  const orders: ImageOrder[] = [];
  const images = { put: async (_: unknown, order: ImageOrder) => void orders.push(order) };
  expect(await built.resource.create({ ...cloud, images }, built.want(given))).toEqual(id('context-1', true));
  await pushed.resource.create({ ...cloud, images }, pushed.want(given));
  expect(orders).toEqual([
    { repositoryName: 'web', repositoryUri, imageTag: 'context-1', directory: '/app', architecture: 'x86_64' },
    { repositoryName: 'web', repositoryUri, imageTag: '1.0', directory: undefined, architecture: 'x86_64' },
  ]);
  ecr.on(DescribeImagesCommand).resolves({ imageDetails: [{ imageDigest: 'sha256:1', imageTags: ['context-1'] }] });
  const seen = { imageTag: 'context-1', repositoryName: 'web' };
  expect(await built.resource.read(cloud, id('context-1', true))).toEqual({
    is: 'ready',
    out: { image: `${repositoryUri}:context-1`, imageDigest: 'sha256:1' },
    live: seen,
  });
  expect(sent()).toEqual([['DescribeImages', { repositoryName: 'web', imageIds: [{ imageTag: 'context-1' }] }]]);
  await expect(built.resource.create(cloud, built.want(given))).rejects.toThrow('cannot be made here');
});

test('what is found is ours where its tag says what it is built of; what somebody pushed is theirs', async () => {
  const { ecr, cloud } = fakeCloud();
  ecr.on(DescribeImagesCommand).resolves({ imageDetails: [{ imageDigest: 'sha256:1' }] });
  expect(await built.resource.find(cloud, built.want(given))).toEqual([{ id: id('context-1', true) }]);
  expect(await pushed.resource.find(cloud, pushed.want(given))).toEqual([{ id: id('1.0', false) }]);
});

test('ours is deleted, being gone already is fine, and theirs stays and is watched no longer', async () => {
  const { ecr, cloud, sent } = fakeCloud();
  const failed = (failureCode: 'ImageNotFound' | 'ImageReferencedByManifestList') =>
    ecr.on(BatchDeleteImageCommand).resolves({ failures: [{ failureCode, failureReason: 'in a list' }] });
  failed('ImageNotFound');
  expect(await built.resource.delete(cloud, id('context-1', true))).toBeUndefined();
  failed('ImageReferencedByManifestList');
  await expect(built.resource.delete(cloud, id('context-1', true))).rejects.toThrow('in a list');
  const before = sent();
  const left = await pushed.resource.delete(cloud, id('1.0', false));
  expect(await pushed.resource.read(cloud, left ?? id('1.0', false))).toEqual({ is: 'absent' });
  expect(sent()).toEqual(before);
});

test('on the sandbox both come and go, and each verb may be repeated', async () => {
  const { cloud: bare, operations } = registry();
  const cloud = { ...bare, images: openImages({ emit: () => {}, env: {} }) };
  await expect(resource.find(cloud, want)).rejects.toThrow("'web' does not exist");
  const made = await resource.create(cloud, want);
  await resource.update?.(cloud, made, want, ['lifecyclePolicy']);
  const seen = await resource.read(cloud, made);
  if (seen.is !== 'ready') throw new Error('not reached');
  expect(seen).toMatchObject({ live: want, tags });
  await resource.retag?.(cloud, made, { team: 'b' }, ['provision:step']);
  expect(await resource.find(cloud, want)).toEqual([{ id: made, tags: { team: 'b', 'provision:stack': 'demo' } }]);

  const directory = new URL('../../../examples/book', import.meta.url).pathname;
  const step = image('image', { repository }, { imageTag: 'context-1', directory, isByContent: true });
  const wanted = step.want({ repository: seen.out });
  await expect(step.resource.find(cloud, wanted)).rejects.toThrow('does not exist within');
  const first = await step.resource.create(cloud, wanted);
  expect(await step.resource.create(cloud, wanted)).toEqual(first);
  expect(await step.resource.find(cloud, wanted)).toEqual([{ id: first }]);
  expect(await step.resource.read(cloud, first)).toMatchObject({ is: 'ready', out: { image: first.image } });
  await step.resource.delete(cloud, first);
  await step.resource.delete(cloud, first);
  await expect(step.resource.read(cloud, first)).rejects.toThrow('does not exist within');
  await resource.delete(cloud, made);
  await expect(resource.delete(cloud, made)).rejects.toThrow("'web' does not exist");
  expect(operations().filter((operation) => operation === 'PutImage')).toHaveLength(2);
});
