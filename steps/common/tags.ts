import { isSameOwner, isSameStack } from '../../src/identity.js';
import type { Cloud, Tags } from '../../src/step.js';

/**
 * AWS has four forms of tags, and this program has one: a map. This file converts the form that most services have.
 * Other forms, and the calls that add and remove tags, are in the `tags.ts` of each service. Every service has one call
 * that adds or overwrites tags and one that removes them. Both refuse an empty list, so neither is sent without tags.
 */

/** Of tags. */
export type TagKeys = readonly string[];

export const isAny = (set: Tags): boolean => Object.keys(set).length > 0;

interface UpperTag {
  Key?: string | undefined;
  Value?: string | undefined;
}
/** `[{Key, Value}]`: EC2, IAM, Cloud Map, ELB. */
export const upperTags = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export const fromUpper = (tags: readonly UpperTag[] | undefined): Tags =>
  Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));

/** The tags of a resource of a service that shows those of one resource at a time. @param ask asks the service */
export const tagsByArn = async (cloud: Cloud, arn: string, ask: () => Promise<Tags>): Promise<Tags> =>
  (await cloud.listedTags?.(arn)) ?? ask();

/** Whether these tags say that this step of this stack created the resource. */
export const isOurs = ({ tags: ours }: Cloud, tags: Tags | undefined): boolean => isSameOwner(tags, ours);

/** Whether these tags say that any step of this stack created the resource. */
export const isOfStack = ({ tags: ours }: Cloud, tags: Tags | undefined): boolean => isSameStack(tags, ours);
