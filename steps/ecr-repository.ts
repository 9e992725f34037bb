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
import { codeOf } from '../src/aws-errors.js';
import { ready, required, resource, step, type Cloud, type StepOf } from '../src/step.js';
import { retagEcr } from './retag.js';
import { fromUpper, upperTags } from './tags.js';

interface EcrRepositoryWant {
  readonly repositoryName: string;
  readonly imageTagMutability: 'MUTABLE' | 'IMMUTABLE';
  /** As ECR has it, parsed; null where nothing expires. */
  readonly lifecyclePolicy: unknown;
}

export const ecrRepositoryResource = resource({
  type: 'ecr-repository',
  fixed: ['repositoryName'],
  later: ['lifecyclePolicy'],
  sameName: 'refuses',

  // Scanning is the registry's business by now: its setting per repository is deprecated.
  async create({ ecr, tags }, { repositoryName, imageTagMutability }: EcrRepositoryWant) {
    await ecr.send(new CreateRepositoryCommand({ repositoryName, imageTagMutability, tags: upperTags(tags) }));
    return repositoryName;
  },

  async find(cloud, { repositoryName }) {
    const { repositoryArn } = await repositoryOf(cloud, repositoryName);
    return { id: repositoryName, tags: await tagsOf(cloud, repositoryArn) };
  },

  async read(cloud, repositoryName) {
    const repository = await repositoryOf(cloud, repositoryName);
    const { repositoryArn, imageTagMutability = 'MUTABLE' } = repository;
    const [tags, lifecyclePolicy] = await Promise.all([tagsOf(cloud, repositoryArn), policyOf(cloud, repositoryName)]);
    const repositoryUri = required(repository.repositoryUri, 'repositoryUri');
    // With exceptions is neither of the two that can be wanted: it shows as a difference.
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

  // With the images in it: whoever takes the stack down has been asked.
  async delete({ ecr }, repositoryName) {
    await ecr.send(new DeleteRepositoryCommand({ repositoryName, force: true }));
  },
});
export type EcrRepository = StepOf<typeof ecrRepositoryResource>;

/** @throws RepositoryNotFoundException */
async function repositoryOf({ ecr }: Cloud, repositoryName: string) {
  const { repositories } = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }));
  return required(repositories?.[0], 'repositories');
}

async function tagsOf({ ecr }: Cloud, resourceArn: string | undefined) {
  return fromUpper((await ecr.send(new ListTagsForResourceCommand({ resourceArn }))).tags);
}

/** That there is no policy is an error of its own, which must not be taken for a repository that is gone. */
async function policyOf({ ecr }: Cloud, repositoryName: string): Promise<unknown> {
  const answer = await ecr.send(new GetLifecyclePolicyCommand({ repositoryName })).catch((error: unknown) => {
    if (codeOf(error) === 'LifecyclePolicyNotFoundException') return undefined;
    throw error;
  });
  return answer ? JSON.parse(required(answer.lifecyclePolicyText, 'lifecyclePolicyText')) : null;
}

/**
 * Where images of the stack's own are kept. Billed per GB stored; free while empty. `untaggedDays`: after how many
 * days ECR deletes images that no tag is on any more; they are kept for ever where absent.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
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
