import {
  CreateRepositoryCommand,
  DeleteLifecyclePolicyCommand,
  DeleteRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  GetAuthorizationTokenCommand,
  GetLifecyclePolicyCommand,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';
import { ecr } from '../../../../src/sandbox/services/ecr/index.js';
import { testContext } from '../../context.js';
import { registry } from './registry.js';

const repositoryArn = 'arn:aws:ecr:us-east-1:000000000000:repository/web';

test('a repository has a URI from the start, and its name is taken in its region only', () => {
  const { call, refusal, world } = registry();
  expect(call(DescribeRepositoriesCommand, { repositoryNames: ['web'] }).repositories).toEqual([
    {
      repositoryArn,
      registryId: '000000000000',
      repositoryName: 'web',
      repositoryUri: '000000000000.dkr.ecr.us-east-1.amazonaws.com/web',
      createdAt: new Date('2026-01-01T00:00:00Z'),
      imageTagMutability: 'MUTABLE',
      imageScanningConfiguration: { scanOnPush: false },
      encryptionConfiguration: { encryptionType: 'AES256' },
    },
  ]);
  expect(refusal(CreateRepositoryCommand, { repositoryName: 'web' })).toMatchObject({
    code: 'RepositoryAlreadyExistsException',
    message: "The repository with name 'web' already exists in the registry with id '000000000000'",
  });
  const beijing = testContext({ region: 'cn-north-1', world });
  const { repository } = beijing.call(ecr, CreateRepositoryCommand, { repositoryName: 'web' });
  expect(repository?.repositoryUri).toBe('000000000000.dkr.ecr.cn-north-1.amazonaws.com.cn/web');
});

test.each(['Web', 'w', 'a//b', 'a b', '-a', 'x'.repeat(257)])('the name %j is refused', (repositoryName) => {
  const { refusal } = registry();
  const { code, message } = refusal(CreateRepositoryCommand, { repositoryName });
  expect(code).toBe('InvalidParameterException');
  expect(message).toMatch(/^Invalid parameter at 'repositoryName' failed to satisfy constraint: '/);
});

test('what the sandbox cannot do is refused as such, and what no repository can be as AWS does', () => {
  const { refusal } = registry();
  const made = (more: object) => refusal(CreateRepositoryCommand, { repositoryName: 'app', ...more });
  expect(made({ encryptionConfiguration: { encryptionType: 'KMS' } })).toMatchObject({ status: 501 });
  expect(made({ imageTagMutability: 'FROZEN' }).code).toBe('InvalidParameterException');
  expect(made({ imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' }).code).toBe('InvalidParameterException');
  expect(made({ tags: [{ Key: 'aws:x', Value: '' }] }).code).toBe('InvalidTagParameterException');
  const tags = Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: '' }));
  expect(made({ tags }).code).toBe('TooManyTagsException');
});

test('repositories come in pages; one that is not there fails the whole question', () => {
  const { call, refusal } = registry();
  for (const repositoryName of ['a1', 'b/c']) call(CreateRepositoryCommand, { repositoryName });
  const first = call(DescribeRepositoriesCommand, { maxResults: 2 });
  const second = call(DescribeRepositoriesCommand, { maxResults: 2, nextToken: first.nextToken });
  const names = [first, second].map(({ repositories }) => repositories?.map(({ repositoryName }) => repositoryName));
  expect(names).toEqual([['a1', 'b/c'], ['web']]);
  expect(second.nextToken).toBeUndefined();
  expect(refusal(DescribeRepositoriesCommand, { repositoryNames: ['web', 'none'] })).toMatchObject({
    code: 'RepositoryNotFoundException',
    message: "The repository with name 'none' does not exist in the registry with id '000000000000'",
  });
  const elsewhere = { repositoryNames: ['web'], registryId: '111111111111' };
  expect(refusal(DescribeRepositoriesCommand, elsewhere).message).toContain("registry with id '111111111111'");
});

test('a repository with images is deleted by force only, and a new one of its name is empty', () => {
  const { call, refusal, put } = registry();
  put('{}', '1');
  expect(refusal(DeleteRepositoryCommand, { repositoryName: 'web' })).toMatchObject({
    code: 'RepositoryNotEmptyException',
    message:
      "The repository with name 'web' in registry with id '000000000000' cannot be deleted because it still contains " +
      'images',
  });
  call(DeleteRepositoryCommand, { repositoryName: 'web', force: true });
  expect(refusal(DeleteRepositoryCommand, { repositoryName: 'web' }).code).toBe('RepositoryNotFoundException');
  call(CreateRepositoryCommand, { repositoryName: 'web' });
  expect(call(DescribeImagesCommand, { repositoryName: 'web' }).imageDetails).toEqual([]);
  expect(() => put('{}', '1')).toThrow('Layers with digests');
});

test('settings are changed in place', () => {
  const { call } = registry();
  const live = () => call(DescribeRepositoriesCommand, {}).repositories?.[0];
  const filters = [{ filterType: 'WILDCARD' as const, filter: 'dev-*' }];
  call(PutImageTagMutabilityCommand, {
    repositoryName: 'web',
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: filters,
  });
  const imageScanningConfiguration = { scanOnPush: true };
  call(PutImageScanningConfigurationCommand, { repositoryName: 'web', imageScanningConfiguration });
  expect(live()).toMatchObject({ imageTagMutabilityExclusionFilters: filters, imageScanningConfiguration });
  call(PutImageTagMutabilityCommand, { repositoryName: 'web', imageTagMutability: 'IMMUTABLE' });
  expect(live()?.imageTagMutability).toBe('IMMUTABLE');
  expect(live()?.imageTagMutabilityExclusionFilters).toBeUndefined();
});

const rule = (selection: object, rulePriority = 1) => ({ rulePriority, selection, action: { type: 'expire' } });
const untagged = { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 };

test('a lifecycle policy is put, shown and deleted; without one there is an error of its own', () => {
  const { call, refusal } = registry();
  const repositoryName = 'web';
  const none = {
    code: 'LifecyclePolicyNotFoundException',
    message:
      "Lifecycle policy does not exist for the repository with name 'web' in the registry with id '000000000000'",
  };
  expect(refusal(GetLifecyclePolicyCommand, { repositoryName })).toMatchObject(none);
  const lifecyclePolicyText = JSON.stringify({ rules: [rule(untagged)] });
  call(PutLifecyclePolicyCommand, { repositoryName, lifecyclePolicyText });
  expect(call(GetLifecyclePolicyCommand, { repositoryName })).toMatchObject({
    repositoryName,
    lifecyclePolicyText,
    lastEvaluatedAt: new Date(0),
  });
  expect(call(DeleteLifecyclePolicyCommand, { repositoryName }).lastEvaluatedAt).toEqual(new Date(0));
  expect(refusal(DeleteLifecyclePolicyCommand, { repositoryName })).toMatchObject(none);
});

test.each<[string, unknown, RegExp]>([
  ['short', {}, /length greater than or equal to 100/],
  ['no JSON', `{${' '.repeat(100)}`, /Could not map policyString/],
  ['no rules', { rules: [], and: 'x'.repeat(100) }, /Could not map policyString/],
  ['two for untagged', { rules: [rule(untagged), rule(untagged, 2)] }, /Only one rule can select Untagged images/],
  ['one priority twice', { rules: [rule(untagged), rule({ ...untagged, tagStatus: 'any' })] }, /Duplicate/],
  ['any before others', { rules: [rule(untagged, 2), rule({ ...untagged, tagStatus: 'any' })] }, /highest rulePr/],
  ['days of a count', { rules: [rule({ ...untagged, countType: 'imageCountMoreThan' })] }, /countUnit/],
  ['tagged without tags', { rules: [rule({ ...untagged, tagStatus: 'tagged' })] }, /tagPrefixList/],
])('a policy that is wrong (%s) is refused', (_what, policy, message) => {
  const { refusal } = registry();
  const lifecyclePolicyText = typeof policy === 'string' ? policy : JSON.stringify(policy);
  const refused = refusal(PutLifecyclePolicyCommand, { repositoryName: 'web', lifecyclePolicyText });
  expect(refused.code).toBe('InvalidParameterException');
  expect(refused.message).toMatch(message);
});

test('tags are reached by ARN', () => {
  const { call, refusal } = registry({ tags: [{ Key: 'provision:stack', Value: 'shop' }] });
  const tag = (Key: string, Value: string) =>
    call(TagResourceCommand, { resourceArn: repositoryArn, tags: [{ Key, Value }] });
  tag('team', 'a');
  tag('cost', '1');
  tag('team', 'b');
  call(UntagResourceCommand, { resourceArn: repositoryArn, tagKeys: ['cost'] });
  const tags = [
    { Key: 'provision:stack', Value: 'shop' },
    { Key: 'team', Value: 'b' },
  ];
  expect(call(ListTagsForResourceCommand, { resourceArn: repositoryArn })).toEqual({ tags });
  const refused = (resourceArn: string) => refusal(ListTagsForResourceCommand, { resourceArn }).code;
  expect(refused(`${repositoryArn}2`)).toBe('RepositoryNotFoundException');
  expect(refused('web')).toBe('InvalidParameterException');
});

test('the token is of the form that docker login takes, for twelve hours', () => {
  const { call } = registry();
  const [data] = call(GetAuthorizationTokenCommand, {}).authorizationData ?? [];
  expect(Buffer.from(data?.authorizationToken ?? '', 'base64').toString()).toMatch(/^AWS:./);
  expect(data?.expiresAt).toEqual(new Date('2026-01-01T12:00:00Z'));
  expect(data?.proxyEndpoint).toBe('https://000000000000.dkr.ecr.us-east-1.amazonaws.com');
});
