import { TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-ecr';
import type { Cloud, Tags } from '../../src/step.js';
import { isAny, upperTags, type TagKeys } from '../common/tags.js';

/** ECR tags a repository by its ARN. */
export async function retagEcr(cloud: Cloud, repositoryName: string, set: Tags, remove: TagKeys): Promise<void> {
  const { ecr, partition, region, account } = cloud;
  const resourceArn = `arn:${partition}:ecr:${region}:${account}:repository/${repositoryName}`;
  if (isAny(set)) await ecr.send(new TagResourceCommand({ resourceArn, tags: upperTags(set) }));
  if (remove.length > 0) await ecr.send(new UntagResourceCommand({ resourceArn, tagKeys: [...remove] }));
}
