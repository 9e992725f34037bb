import {
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesCommand,
  ListPoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import type { Clients } from '../census.js';

export async function permissions({ iam }: Clients) {
  const [{ Roles = [] }, { InstanceProfiles = [] }, { Policies = [] }] = await Promise.all([
    iam.send(new ListRolesCommand({})),
    iam.send(new ListInstanceProfilesCommand({})),
    iam.send(new ListPoliciesCommand({ Scope: 'Local' })),
  ]);
  // Service-linked roles are the account's, not a stack's: AWS makes them, and nobody deletes them.
  const own = Roles.filter(({ Path }) => !Path?.startsWith('/aws-service-role/'));
  const policies = await Promise.all(own.map(({ RoleName }) => policiesOf({ iam }, RoleName)));
  return {
    roles: own.map(({ RoleName }) => `${RoleName}`),
    attachedPolicies: policies.flatMap((it) => it.attached),
    inlinePolicies: policies.flatMap((it) => it.inline),
    managedPolicies: Policies.map(({ PolicyName }) => `${PolicyName}`),
    instanceProfiles: InstanceProfiles.map(
      (it) => `${it.InstanceProfileName} ${it.Roles?.map(({ RoleName }) => RoleName)}`,
    ),
  };
}

async function policiesOf({ iam }: Pick<Clients, 'iam'>, RoleName: string | undefined) {
  const [{ AttachedPolicies = [] }, { PolicyNames = [] }] = await Promise.all([
    iam.send(new ListAttachedRolePoliciesCommand({ RoleName })),
    iam.send(new ListRolePoliciesCommand({ RoleName })),
  ]);
  return {
    attached: AttachedPolicies.map(({ PolicyName }) => `${RoleName} ${PolicyName}`),
    inline: PolicyNames.map((name) => `${RoleName} ${name}`),
  };
}
