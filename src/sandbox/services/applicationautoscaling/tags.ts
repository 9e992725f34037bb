import {
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { AwsError, on, type Context, type TaggedResources, type TagsByArn } from '../../service.js';
import { tagSyntaxProblem } from '../tag-syntax.js';
import { invalid, present } from './input.js';
import { scalableTargets, type TargetRow } from './tables.js';

/** Only scalable targets have tags. Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TagResource.html */
export const tagOperations = [
  on(TagResourceCommand, (input, context) => {
    const row = taggable(context, input.ResourceARN);
    row.tags = limited({ ...row.tags, ...checkedTags(present(input.Tags, 'tags')) });
    return {};
  }),

  on(UntagResourceCommand, (input, context) => {
    const row = taggable(context, input.ResourceARN);
    for (const key of present(input.TagKeys, 'tagKeys')) delete row.tags[key];
    return {};
  }),

  on(ListTagsForResourceCommand, (input, context) => ({ Tags: { ...taggable(context, input.ResourceARN).tags } })),
];

/** @throws AwsError `ValidationException`, `TooManyTagsException` */
export function checkedTags(tags: { readonly [key: string]: string } = {}): { [key: string]: string } {
  const problem = tagSyntaxProblem(tags);
  if (problem !== undefined) throw invalid(problem);
  return limited({ ...tags });
}

function limited(tags: { [key: string]: string }): { [key: string]: string } {
  if (Object.keys(tags).length > 50)
    throw new AwsError('TooManyTagsException', 'The number of tags exceeds the maximum of 50 for a resource.');
  return tags;
}

function taggable(context: Context, arn: string | undefined): TargetRow {
  const wanted = present(arn, 'resourceARN');
  const row = scalableTargets(context).find(({ target }) => target.ScalableTargetARN === wanted);
  if (!row) throw new AwsError('ResourceNotFoundException', `The resource ${wanted} doesn't exist.`);
  return row;
}

export const tagsByArn: TagsByArn = (context, _resource, arn) =>
  scalableTargets(context).find(({ target }) => target.ScalableTargetARN === arn)?.tags;

/** Source: https://docs.aws.amazon.com/ARG/latest/userguide/supported-resources.html */
export const taggedResources: TaggedResources = (context) =>
  scalableTargets(context)
    .all()
    .map(({ target, tags }) => ({ arn: target.ScalableTargetARN, tags }));
