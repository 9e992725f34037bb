import {
  CreateRepositoryCommand,
  DeleteLifecyclePolicyCommand,
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  GetLifecyclePolicyCommand,
  ListTagsForResourceCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
} from '@aws-sdk/client-ecr';
import { all } from '../../../src/all.js';
import { codeOf } from '../../../src/aws-errors.js';
import { afterPrefix } from '../../../src/arn.js';
import { by } from '../../../src/list-rules.js';
import { documentIn, firstNamed, ready, required, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import { fromUpper, tagsByArn, upperTags } from '../../common/tags.js';
import { retagEcr } from '../tags.js';
import { billing } from './billing.js';
import { script } from './script.js';
import { repositoryDependents } from './dependents.js';

interface EcrRepositoryWant {
  readonly repositoryName: string;
  readonly imageTagMutability: 'MUTABLE' | 'IMMUTABLE';
  /** The policy that ECR has, parsed; null if nothing expires. */
  readonly lifecyclePolicy: unknown;
}

export const ecrRepositoryResource = resource({
  type: 'ecr-repository',
  holds: 'all images in',
  lists: { 'lifecyclePolicy.rules': by('rulePriority'), 'lifecyclePolicy.rules.*': 'set' },
  billing,
  script,
  fixed: ['repositoryName'],
  later: ['lifecyclePolicy'],
  sameName: 'refuses',
  nameMember: 'repositoryName',

  // Scanning is a setting of the registry; the one per repository is deprecated.
  async create({ ecr, tags }, { repositoryName, imageTagMutability }: EcrRepositoryWant) {
    await ecr.send(new CreateRepositoryCommand({ repositoryName, imageTagMutability, tags: upperTags(tags) }));
    return repositoryName;
  },

  fromArn: afterPrefix('ecr', 'repository/'),
  async find(cloud, { repositoryName }) {
    const { repositoryArn } = await repositoryOf(cloud, repositoryName);
    return [{ id: repositoryName, tags: await tagsOf(cloud, repositoryArn) }];
  },

  async read(cloud, repositoryName) {
    const repository = await repositoryOf(cloud, repositoryName);
    const { repositoryArn, imageTagMutability = 'MUTABLE' } = repository;
    const [tags, lifecyclePolicy] = await all([tagsOf(cloud, repositoryArn), policyOf(cloud, repositoryName)]);
    const repositoryUri = required(repository.repositoryUri, 'repositoryUri');
    // ECR has more values than the two that can be wanted, such as mutable with exceptions. These show as a difference.
    const live = { repositoryName, imageTagMutability: imageTagMutability as 'MUTABLE', lifecyclePolicy };
    return ready({ repositoryName, repositoryUri }, live, { tags });
  },

  async update(cloud, repositoryName, { imageTagMutability, lifecyclePolicy }, changed) {
    const { ecr } = cloud;
    if (changed.includes('imageTagMutability'))
      await ecr.send(new PutImageTagMutabilityCommand({ repositoryName, imageTagMutability }));
    if (!changed.includes('lifecyclePolicy')) return;
    const lifecyclePolicyText = JSON.stringify(lifecyclePolicy);
    if (lifecyclePolicy !== null)
      await ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }));
    else if ((await policyOf(cloud, repositoryName)) !== null)
      await ecr.send(new DeleteLifecyclePolicyCommand({ repositoryName }));
  },

  retag: retagEcr,

  // The images are deleted with the repository. `down` has asked for that.
  async delete({ ecr }, repositoryName) {
    await ecr.send(new DeleteRepositoryCommand({ repositoryName, force: true }));
  },

  dependents: repositoryDependents,
});
export type EcrRepository = StepOf<typeof ecrRepositoryResource>;

/** @throws RepositoryNotFoundException */
async function repositoryOf({ ecr }: Cloud, repositoryName: string) {
  const { repositories } = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }));
  return firstNamed(repositories, 'repositories');
}

const tagsOf = (cloud: Cloud, resourceArn = '') =>
  tagsByArn(cloud, resourceArn, async () =>
    fromUpper((await cloud.ecr.send(new ListTagsForResourceCommand({ resourceArn }))).tags),
  );

/** ECR answers an error of its own if there is no policy. It does not mean that the repository is gone. */
async function policyOf({ ecr }: Cloud, repositoryName: string): Promise<unknown> {
  const answer = await ecr.send(new GetLifecyclePolicyCommand({ repositoryName })).catch((error: unknown) => {
    if (codeOf(error) === 'LifecyclePolicyNotFoundException') return undefined;
    throw error;
  });
  return answer ? documentIn(answer.lifecyclePolicyText ?? '', 'lifecyclePolicyText') : null;
}

/**
 * Keeps the stack's own images. It is billed per GB stored, and free while it is empty. `untaggedDays`: ECR deletes an
 * image this many days after its push where it has no tag; if absent, never. There is no rule for tagged images, because ECR
 * does not look at what is used. What an index names is untagged and stays with the index.
 * Sources: https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html,
 * https://github.com/aws/containers-roadmap/issues/1078, https://github.com/DefangLabs/pulumi-defang/pull/466
 */
export const ecrRepository = (
  name: string,
  { repositoryName, imageTagMutability = 'MUTABLE', untaggedDays }: EcrRepositoryOptions,
) =>
  step({
    name,
    resource: ecrRepositoryResource,
    needs: {},
    why: `Keeps the images of ${repositoryName}`,
    want: () => ({
      repositoryName,
      imageTagMutability,
      lifecyclePolicy: untaggedDays === undefined ? null : expireUntagged(untaggedDays),
    }),
  });

interface EcrRepositoryOptions {
  readonly repositoryName: string;
  readonly imageTagMutability?: 'MUTABLE' | 'IMMUTABLE';
  readonly untaggedDays?: number;
}

const expireUntagged = (countNumber: number) => ({
  rules: [
    {
      rulePriority: 1,
      description: 'Images that no tag is on any more',
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber },
      action: { type: 'expire' },
    },
  ],
});
