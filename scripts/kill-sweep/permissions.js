import * as iam from '@aws-sdk/client-iam';
import { all, nameOf } from './list-all.js';

/** Lists roles with their policies, and instance profiles. */
export async function permissions(client) {
  return [...(await roles(client)), ...(await profiles(client))];
}

/** Service-linked roles belong to the account and are never deleted. */
async function roles(client) {
  const list = await all(client, iam.ListRolesCommand, {}, 'Roles');
  const own = list.filter(({ Path }) => !Path?.startsWith('/aws-service-role/'));
  return Promise.all(
    own.map(async ({ RoleName, AssumeRolePolicyDocument }) => {
      const [tags, policies, inline] = await Promise.all([
        all(client, iam.ListRoleTagsCommand, { RoleName }, 'Tags'),
        all(client, iam.ListAttachedRolePoliciesCommand, { RoleName }, 'AttachedPolicies'),
        all(client, iam.ListRolePoliciesCommand, { RoleName }, 'PolicyNames'),
      ]);
      return {
        kind: 'role',
        name: nameOf(tags),
        called: RoleName,
        trust: decodeURIComponent(AssumeRolePolicyDocument),
        policies: policies.map(({ PolicyArn }) => PolicyArn).sort(),
        inline,
      };
    }),
  );
}

async function profiles(client) {
  const list = await all(client, iam.ListInstanceProfilesCommand, {}, 'InstanceProfiles');
  return Promise.all(
    list.map(async ({ InstanceProfileName, Roles = [] }) => ({
      kind: 'instance profile',
      name: nameOf(await all(client, iam.ListInstanceProfileTagsCommand, { InstanceProfileName }, 'Tags')),
      called: InstanceProfileName,
      roles: Roles.map(({ RoleName }) => RoleName),
    })),
  );
}
