import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  type CreateRepositoryRequest,
} from '@aws-sdk/client-ecr';
import { dnsSuffixOf } from '../../../facts/partitions.js';
import { refuseBeyond } from '../../quotas.js';
import { AwsError, on, type Context } from '../../service.js';
import { page } from '../page.js';
import { badToken, invalid, listed, notInSandbox, pageSize, registryOf, repositoryName } from './constraint.js';
import { emptyRepository, existingRepository, imagesIn } from './repository-lookup.js';
import { checkedMutability } from './mutability.js';
import { repositories, type RepositoryRow } from './tables.js';
import { checkedTags } from './tags.js';

/**
 * Repositories of the account's private registry.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
export const repositoryOperations = [
  on(CreateRepositoryCommand, (input, context) => {
    const row = newRepository(input, context);
    const { repositoryName: name, registryId } = row.repository;
    if (repositories(context).has(name))
      throw new AwsError(
        'RepositoryAlreadyExistsException',
        `The repository with name '${name}' already exists in the registry with id '${registryId}'`,
      );
    const exceeded = (quota: number) =>
      `The number of repositories, ${quota}, that the registry with id '${registryId}' may have would be exceeded`;
    refuseBeyond(context, 'repositories', repositories(context).size + 1, exceeded);
    repositories(context).set(name, row);
    return { repository: row.repository };
  }),

  on(DescribeRepositoriesCommand, (input, context) => {
    const { repositoryNames: names, registryId } = input;
    if (names) {
      if ((input.maxResults ?? input.nextToken) !== undefined)
        throw invalid('repositoryNames', 'repositoryNames cannot be combined with maxResults or nextToken');
      const existing = (name: string) => existingRepository(context, { registryId, repositoryName: name }).repository;
      return { repositories: listed(names, 'repositoryNames', 100).map(existing) };
    }
    const rows = registryOf(context, registryId) === context.account ? repositories(context).all() : [];
    const at = { size: pageSize(input.maxResults), token: input.nextToken, invalid: badToken };
    const { items, next } = page(rows, ({ repository }) => repository.repositoryName, at);
    return { repositories: items.map(({ repository }) => repository), ...(next !== undefined && { nextToken: next }) };
  }),

  on(DeleteRepositoryCommand, (input, context) => {
    const row = existingRepository(context, input);
    const { repositoryName: name, registryId } = row.repository;
    if (!input.force && imagesIn(context, row).length > 0)
      throw new AwsError(
        'RepositoryNotEmptyException',
        `The repository with name '${name}' in registry with id '${registryId}' cannot be deleted because it still ` +
          'contains images',
      );
    emptyRepository(context, row);
    repositories(context).delete(name);
    return { repository: row.repository };
  }),
];

function newRepository(input: CreateRepositoryRequest, context: Context): RepositoryRow {
  const { account, region, partition } = context;
  const name = repositoryName(input.repositoryName);
  if (registryOf(context, input.registryId) !== account) throw invalid('registryId', 'it is of another account');
  if ((input.encryptionConfiguration?.encryptionType ?? 'AES256') !== 'AES256')
    throw notInSandbox('the sandbox has no KMS keys: repositories are encrypted with AES256');
  return {
    repository: {
      repositoryArn: `arn:${partition}:ecr:${region}:${account}:repository/${name}`,
      registryId: account,
      repositoryName: name,
      repositoryUri: `${registryHost(context)}/${name}`,
      createdAt: context.now,
      ...checkedMutability(input),
      imageScanningConfiguration: { scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false },
      encryptionConfiguration: { encryptionType: 'AES256' },
    },
    tags: checkedTags(input.tags),
  };
}

/** Where images of this account would be pulled from. Nothing of the sandbox listens there. */
export const registryHost = ({ account, region }: Context): string =>
  `${account}.dkr.ecr.${region}.${dnsSuffixOf(region)}`;
