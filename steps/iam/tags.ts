import {
  TagInstanceProfileCommand,
  TagPolicyCommand,
  TagRoleCommand,
  UntagInstanceProfileCommand,
  UntagPolicyCommand,
  UntagRoleCommand,
} from '@aws-sdk/client-iam';
import { bornAt } from '../../src/identity.js';
import type { Cloud, Marks, Tags } from '../../src/step.js';
import { isAny, upperTags, type TagKeys } from '../common/tags.js';

/** IAM tags a role by its name. */
export async function retagRole({ iam }: Cloud, RoleName: string, set: Tags, remove: TagKeys): Promise<void> {
  if (isAny(set)) await iam.send(new TagRoleCommand({ RoleName, Tags: upperTags(set) }));
  if (remove.length > 0) await iam.send(new UntagRoleCommand({ RoleName, TagKeys: [...remove] }));
}

export async function retagInstanceProfile({ iam }: Cloud, InstanceProfileName: string, set: Tags, remove: TagKeys) {
  if (isAny(set)) await iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags: upperTags(set) }));
  if (remove.length > 0) await iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: [...remove] }));
}

/** It tags a policy by its ARN. */
export async function retagPolicy({ iam }: Cloud, PolicyArn: string, set: Tags, remove: TagKeys): Promise<void> {
  if (isAny(set)) await iam.send(new TagPolicyCommand({ PolicyArn, Tags: upperTags(set) }));
  if (remove.length > 0) await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: [...remove] }));
}

export const bears = (tags: Tags, marks: Marks): boolean =>
  Object.entries(marks).every(([key, value]) => key in tags && (value === undefined || tags[key] === value));

/** How far this computer's clock may be ahead of AWS's, in ms. */
const clockSkew = 3600_000;

/** Whether something may bear such tags by its age: nothing of a stack is older than the stack. It saves a call for each. */
export function mayBear(marks: Marks, madeAt: Date | undefined): boolean {
  const since = bornAt(marks['provision:id'] ?? '');
  return since === undefined || madeAt === undefined || madeAt.getTime() > since.getTime() - clockSkew;
}
