import {
  CreateRepositoryCommand,
  DeleteLifecyclePolicyCommand,
  DeleteRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  GetAuthorizationTokenCommand,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListImagesCommand,
  ListTagsForResourceCommand,
  PutImageCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-ecr';
import { putStandIn } from '../../src/image/stand-in.js';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const api = (operation: string): Source =>
  `https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_${operation}.html`;

async function repositoryIn({ ecr, name, tagList: tags }: Story, repositoryName = name('repo')): Promise<string> {
  await ecr.send(new CreateRepositoryCommand({ repositoryName, tags }));
  return repositoryName;
}

/** Pushes the smallest image there is, as the program does to the sandbox. */
const push = ({ ecr }: Story, repositoryName: string, imageTag: string) =>
  putStandIn({ ecr }, { repositoryName, repositoryUri: repositoryName, imageTag, architecture: 'x86_64' });

const expiry = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 5 },
      action: { type: 'expire' },
    },
  ],
});

export const ecr = probesOf('ecr', [
  {
    title: 'a new repository has a URI of account, region and name',
    source: api('Repository'),
    async run(story) {
      const { check, ecr, account, region } = story;
      const repositoryName = await repositoryIn(story);
      const { repositories } = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }));
      const [repository] = repositories ?? [];
      check.has('the repository', repository, 'repositoryArn', 'registryId', 'createdAt', 'imageTagMutability');
      check.matches(
        'the URI',
        repository?.repositoryUri,
        new RegExp(`^${account}\\.dkr\\.ecr\\.${region}\\.amazonaws\\.com(\\.cn)?/${repositoryName}$`),
      );
      check.equal('whether tags move', repository?.imageTagMutability, 'MUTABLE');
      check.equal('the encryption', repository?.encryptionConfiguration?.encryptionType, 'AES256');
    },
  },
  {
    title: 'the name of a repository is taken once: RepositoryAlreadyExistsException',
    source: api('CreateRepository'),
    async run(story) {
      const name = await repositoryIn(story);
      await story.check.refused('CreateRepository', repositoryIn(story, name), {
        code: 'RepositoryAlreadyExistsException',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'a name with capitals is refused: InvalidParameterException',
    source: api('CreateRepository'),
    async run(story) {
      await story.check.refused('CreateRepository', repositoryIn(story, story.name('Repo')), {
        code: 'InvalidParameterException',
      });
    },
  },
  {
    title: 'a repository that is not there is refused: RepositoryNotFoundException',
    source: api('DescribeRepositories'),
    async run({ check, ecr, name }) {
      const command = new DescribeRepositoriesCommand({ repositoryNames: [name('nobody')] });
      await check.refused('DescribeRepositories', ecr.send(command), {
        code: 'RepositoryNotFoundException',
        means: ['read', 'gone'],
      });
    },
  },
  {
    title: 'deleting a repository twice is refused: RepositoryNotFoundException',
    source: api('DeleteRepository'),
    async run(story) {
      const { check, ecr } = story;
      const repositoryName = await repositoryIn(story);
      await ecr.send(new DeleteRepositoryCommand({ repositoryName }));
      await check.refused('DeleteRepository', ecr.send(new DeleteRepositoryCommand({ repositoryName, force: true })), {
        code: 'RepositoryNotFoundException',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'a repository with an image is deleted by force only: RepositoryNotEmptyException',
    source: api('DeleteRepository'),
    seconds: 30,
    async run(story) {
      const { check, ecr } = story;
      const repositoryName = await repositoryIn(story);
      await push(story, repositoryName, 'one');
      await check.refused('DeleteRepository', ecr.send(new DeleteRepositoryCommand({ repositoryName })), {
        code: 'RepositoryNotEmptyException',
      });
      await ecr.send(new DeleteRepositoryCommand({ repositoryName, force: true }));
    },
  },
  {
    title: 'an image that was pushed is found by its tag, with digest, size and time',
    source: api('ImageDetail'),
    seconds: 30,
    async run(story) {
      const { check, ecr } = story;
      const repositoryName = await repositoryIn(story);
      await push(story, repositoryName, 'one');
      const { imageDetails = [] } = await ecr.send(
        new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'one' }] }),
      );
      check.has('the image', imageDetails[0], 'imageDigest', 'imageTags', 'imageSizeInBytes', 'imagePushedAt');
      check.matches('its digest', imageDetails[0]?.imageDigest, /^sha256:[0-9a-f]{64}$/);
      const { imageIds = [] } = await ecr.send(new ListImagesCommand({ repositoryName }));
      check.equal(
        'the list',
        imageIds.map(({ imageTag }) => imageTag),
        ['one'],
      );
    },
  },
  {
    title: 'an image that is not there is refused: ImageNotFoundException',
    source: api('DescribeImages'),
    async run(story) {
      const { check, ecr } = story;
      const command = new DescribeImagesCommand({
        repositoryName: await repositoryIn(story),
        imageIds: [{ imageTag: 'no-such-tag' }],
      });
      await check.refused('DescribeImages', ecr.send(command), {
        code: 'ImageNotFoundException',
        means: ['read', 'gone'],
      });
    },
  },
  {
    title: 'a manifest whose layers are not there is refused: LayersNotFoundException',
    source: api('PutImage'),
    async run(story) {
      const { check, ecr } = story;
      const part = (mediaType: string, digit: string) => ({
        mediaType,
        size: 100,
        digest: `sha256:${digit.repeat(64)}`,
      });
      const mediaType = 'application/vnd.docker.distribution.manifest.v2+json';
      const imageManifest = JSON.stringify({
        schemaVersion: 2,
        mediaType,
        config: part('application/vnd.docker.container.image.v1+json', 'a'),
        layers: [part('application/vnd.docker.image.rootfs.diff.tar.gzip', 'b')],
      });
      const command = new PutImageCommand({
        repositoryName: await repositoryIn(story),
        imageTag: 'one',
        imageManifest,
      });
      await check.refused('PutImage', ecr.send(command), { code: 'LayersNotFoundException' });
    },
  },
  {
    title: 'whether tags move is changed in place',
    source: api('PutImageTagMutability'),
    async run(story) {
      const { check, ecr } = story;
      const repositoryName = await repositoryIn(story);
      await ecr.send(new PutImageTagMutabilityCommand({ repositoryName, imageTagMutability: 'IMMUTABLE' }));
      const read = async () =>
        (await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }))).repositories?.[0]
          ?.imageTagMutability;
      await check.shows('the setting', read, 'IMMUTABLE');
    },
  },
  {
    title: 'a repository without a lifecycle policy says so: LifecyclePolicyNotFoundException',
    source: api('GetLifecyclePolicy'),
    async run(story) {
      const { check, ecr } = story;
      const repositoryName = await repositoryIn(story);
      const get = () => ecr.send(new GetLifecyclePolicyCommand({ repositoryName }));
      await check.refused('GetLifecyclePolicy', get(), { code: 'LifecyclePolicyNotFoundException' });
      await ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText: expiry }));
      await check.shows(
        'the policy, once put',
        async () => JSON.parse(`${(await get()).lifecyclePolicyText}`) as unknown,
        JSON.parse(expiry),
      );
      await ecr.send(new DeleteLifecyclePolicyCommand({ repositoryName }));
      await check.refused('GetLifecyclePolicy, once deleted', get(), {
        code: 'LifecyclePolicyNotFoundException',
        means: ['read', 'gone'],
      });
    },
  },
  {
    title: 'a lifecycle policy that is none is refused: InvalidParameterException',
    source: api('PutLifecyclePolicy'),
    async run(story) {
      const { check, ecr } = story;
      const repositoryName = await repositoryIn(story);
      const command = new PutLifecyclePolicyCommand({
        repositoryName,
        lifecyclePolicyText: '{"rules": []}'.padEnd(100),
      });
      await check.refused('PutLifecyclePolicy', ecr.send(command), { code: 'InvalidParameterException' });
    },
  },
  {
    title: 'tags of a repository are reached by its ARN',
    source: api('TagResource'),
    async run(story) {
      const { check, ecr, tagList, partition, region, account } = story;
      const resourceArn = `arn:${partition}:ecr:${region}:${account}:repository/${await repositoryIn(story)}`;
      const read = async () =>
        (await ecr.send(new ListTagsForResourceCommand({ resourceArn }))).tags?.map(({ Key }) => Key).toSorted();
      await ecr.send(new TagResourceCommand({ resourceArn, tags: [{ Key: 'probe', Value: '1' }] }));
      await check.shows('the keys', read, ['probe', ...tagList.map(({ Key }) => Key)]);
      await ecr.send(new UntagResourceCommand({ resourceArn, tagKeys: ['probe'] }));
      await check.shows(
        'the keys that are left',
        read,
        tagList.map(({ Key }) => Key),
      );
    },
  },
  {
    title: 'the token for docker login is for the user AWS, and ends within twelve hours',
    source: api('AuthorizationData'),
    async run({ check, ecr }) {
      const { authorizationData = [] } = await ecr.send(new GetAuthorizationTokenCommand({}));
      const [data] = authorizationData;
      check.has('the token', data, 'authorizationToken', 'expiresAt', 'proxyEndpoint');
      check.matches('the user', Buffer.from(`${data?.authorizationToken}`, 'base64').toString(), /^AWS:./);
      check.matches('the endpoint', data?.proxyEndpoint, /^https:\/\/\d{12}\.dkr\.ecr\./);
    },
  },
  {
    title: 'a repository has one policy or none: RepositoryPolicyNotFoundException',
    source: api('GetRepositoryPolicy'),
    async run(story) {
      const { check, ecr, partition, account } = story;
      const repositoryName = await repositoryIn(story);
      const read = () => ecr.send(new GetRepositoryPolicyCommand({ repositoryName }));
      await check.refused('GetRepositoryPolicy', read(), { code: 'RepositoryPolicyNotFoundException' });
      const Principal = { AWS: `arn:${partition}:iam::${account}:root` };
      const Statement = [{ Sid: 'probe', Effect: 'Allow', Principal, Action: ['ecr:BatchGetImage'] }];
      const policyText = JSON.stringify({ Version: '2012-10-17', Statement });
      await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }));
      const sids = async () => {
        const found = JSON.parse((await read()).policyText ?? '{}') as { Statement?: { Sid?: string }[] };
        return found.Statement?.map(({ Sid }) => Sid);
      };
      await check.shows('the statements', sids, ['probe']);
      await ecr.send(new DeleteRepositoryPolicyCommand({ repositoryName }));
    },
  },
  {
    title: 'a policy of a repository that is no policy is refused: InvalidParameterException',
    source: api('SetRepositoryPolicy'),
    async run(story) {
      const command = new SetRepositoryPolicyCommand({ repositoryName: await repositoryIn(story), policyText: '{}' });
      await story.check.refused('SetRepositoryPolicy', story.ecr.send(command), { code: 'InvalidParameterException' });
    },
  },
]);
