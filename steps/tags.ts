import type { Filter, ResourceType, TagSpecification } from '@aws-sdk/client-ec2';
import type { Cloud, Tags } from '../src/step.js';

/** AWS spells tags in four ways. Ours are one map; these turn it into each spelling and back. */

interface UpperTag { Key?: string | undefined; Value?: string | undefined }
interface LowerTag { key?: string | undefined; value?: string | undefined }

/** `[{Key, Value}]`: EC2, IAM, Cloud Map, ELB. */
export const upperTags = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
/** `[{key, value}]`: ECS. */
export const lowerTags = (tags: Tags) => Object.entries(tags).map(([key, value]) => ({ key, value }));

export const fromUpper = (tags: readonly UpperTag[] | undefined): Tags =>
  Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
export const fromLower = (tags: readonly LowerTag[] | undefined): Tags =>
  Object.fromEntries((tags ?? []).map(({ key = '', value = '' }) => [key, value]));

/** EC2 takes tags per resource type at creation. */
export const tagSpecifications = (ResourceType: ResourceType, tags: Tags): TagSpecification[] => [
  { ResourceType, Tags: upperTags(tags) },
];

/** EC2 filters that match what this very step of this very stack has made. */
export const tagFilters = ({ tags }: Cloud): Filter[] =>
  ['provision:stack', 'provision:step'].map((key) => ({ Name: `tag:${key}`, Values: [tags[key] ?? ''] }));

/** Whether these are the tags of what this very step of this very stack has made. */
export const isOurs = ({ tags: ours }: Cloud, tags: Tags | undefined): boolean =>
  ['provision:stack', 'provision:step'].every((key) => tags?.[key] === ours[key]);

/** Whether some step of this stack has made it. */
export const isOfStack = ({ tags: ours }: Cloud, tags: Tags | undefined): boolean =>
  tags?.['provision:stack'] === ours['provision:stack'];
