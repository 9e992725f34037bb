import { ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand, type Tag } from '@aws-sdk/client-ecr';
import { AwsError, on, type Context } from '../../service.js';
import { tagSyntaxProblem } from '../tag-syntax.js';
import { invalid } from './constraint.js';
import { noRepository } from './repository-lookup.js';
import { repositories, type RepositoryRow } from './tables.js';

/** Tags by ARN. Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_TagResource.html */
export const tagOperations = [
  on(TagResourceCommand, (input, context) => {
    const row = repositoryAt(context, input.resourceArn);
    const added = input.tags ?? [];
    const kept = row.tags.filter(({ Key }) => !added.some((tag) => tag.Key === Key));
    row.tags = checkedTags([...kept, ...added]);
    return {};
  }),

  on(UntagResourceCommand, (input, context) => {
    const row = repositoryAt(context, input.resourceArn);
    row.tags = row.tags.filter(({ Key }) => !input.tagKeys?.includes(Key ?? ''));
    return {};
  }),

  on(ListTagsForResourceCommand, (input, context) => ({
    tags: repositoryAt(context, input.resourceArn).tags.map((tag) => ({ ...tag })),
  })),
];

/**
 * What ECR lets be tags.
 * @throws AwsError `InvalidTagParameterException`, or `TooManyTagsException` for more than 50
 */
export function checkedTags(tags: readonly Tag[] = []): Tag[] {
  const byKey = Object.fromEntries(tags.map(({ Key, Value }) => [Key ?? '', Value ?? '']));
  const isTwice = Object.keys(byKey).length < tags.length;
  const fault = isTwice ? 'Duplicate tag keys found.' : tagSyntaxProblem(byKey);
  if (fault !== undefined) throw new AwsError('InvalidTagParameterException', fault);
  if (tags.length > 50) throw new AwsError('TooManyTagsException', 'A resource can have no more than 50 tags.');
  return tags.map(({ Key, Value }) => ({ Key, Value: Value ?? '' }));
}

function repositoryAt(context: Context, arn: string | undefined): RepositoryRow {
  const [, registryId, name] = /^arn:[\w-]+:ecr:[\w-]+:(\d{12}):repository\/(.+)$/.exec(arn ?? '') ?? [];
  if (!registryId || !name) throw invalid('resourceArn', 'Invalid ARN');
  const row = repositories(context).get(name);
  if (!row || row.repository.repositoryArn !== arn) throw noRepository(name, registryId);
  return row;
}
