import {
  CreateTagsCommand,
  DeleteTagsCommand,
  type Filter,
  type ResourceType,
  type TagSpecification,
} from '@aws-sdk/client-ec2';
import { identityIn } from '../../src/identity.js';
import type { Cloud, Tags } from '../../src/step.js';
import { isAny, upperTags, type TagKeys } from '../common/tags.js';

/** The tags of a create call, for one resource type. */
export const tagSpecifications = (ResourceType: ResourceType, tags: Tags): TagSpecification[] => [
  { ResourceType, Tags: upperTags(tags) },
];

/** EC2 filters that match the resources of this step of this stack. */
export const tagFilters = ({ tags }: Cloud): Filter[] =>
  Object.entries(identityIn(tags)).map(([key, value]) => ({ Name: `tag:${key}`, Values: [value] }));

/** @param id of any EC2 resource, e.g. `vpc-0123456789abcdef0` */
export async function retagEc2({ ec2 }: Cloud, id: string, set: Tags, remove: TagKeys): Promise<void> {
  if (isAny(set)) await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: upperTags(set) }));
  if (remove.length > 0)
    await ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: remove.map((Key) => ({ Key })) }));
}
