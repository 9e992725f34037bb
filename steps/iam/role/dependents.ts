import { ListInstanceProfilesForRoleCommand } from '@aws-sdk/client-iam';
import { all } from '../../../src/all.js';
import type { Cloud, Dependent } from '../../../src/step.js';
import { fromUpper } from '../../common/tags.js';
import { pages } from '../../../src/pages.js';
import { attachedPolicies, inlinePolicies } from '../policies.js';

/**
 * The policies of a role, and the instance profiles that it is in: IAM deletes a role only without any of them.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 */
export async function roleDependents(cloud: Cloud, RoleName: string): Promise<Dependent[]> {
  const [attached, inline, profiles] = await all([
    attachedPolicies(cloud, RoleName),
    inlinePolicies(cloud, RoleName),
    pages(async (Marker) => {
      const answer = await cloud.iam.send(new ListInstanceProfilesForRoleCommand({ RoleName, Marker }));
      return { items: answer.InstanceProfiles, next: answer.Marker };
    }),
  ]);
  const ofRole = ['--role-name', RoleName];
  return [
    ...attached.map(({ PolicyArn: id = '' }) => ({
      type: 'role-policy-attachment',
      id,
      command: ['iam', 'detach-role-policy', ...ofRole, '--policy-arn', id],
    })),
    ...inline.map((id) => ({
      type: 'role-policy',
      id,
      command: ['iam', 'delete-role-policy', ...ofRole, '--policy-name', id],
    })),
    ...profiles.map(({ InstanceProfileName: id = '', Tags }) => ({
      type: 'instance-profile',
      id,
      tags: fromUpper(Tags),
      command: ['iam', 'remove-role-from-instance-profile', ...ofRole, '--instance-profile-name', id],
    })),
  ];
}
