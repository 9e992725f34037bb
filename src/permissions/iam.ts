import type * as Iam from '@aws-sdk/client-iam';
import { ec2Principal } from '../aws/principals.js';
import {
  onResource,
  readOnly,
  requestTags,
  resourceTags,
  tagsFrom,
  type RequiredPermission,
  type Keys,
  type Rule,
  type Rules,
  type PermissionContext,
} from './required-permission.js';
import { passing, roleArn } from './roles.js';

function demandOn(operation: string, around: PermissionContext, arn: string, more: Keys = {}): RequiredPermission {
  return onResource(`iam:${operation}`, arn, { ...resourceTags(around.tagsOf(arn)), ...more });
}

const profileArn = ({ partition, account }: PermissionContext, name: string): string =>
  `arn:${partition}:iam::${account}:instance-profile/${name}`;

const onRole: Rule<{ readonly RoleName?: string }> = ({ operation, input: { RoleName = '*' }, context }) => [
  demandOn(operation, context, context.roleArnOf(RoleName) ?? roleArn(context, RoleName)),
];
const onProfile: Rule<{ readonly InstanceProfileName?: string }> = ({ operation, input, context }) => [
  demandOn(operation, context, profileArn(context, input.InstanceProfileName ?? '*')),
];

const onPolicy: Rule<{ readonly PolicyArn?: string }> = ({ operation, input }) => [
  onResource(`iam:${operation}`, input.PolicyArn ?? '*'),
];
const createsPolicy: Rule<Iam.CreatePolicyRequest> = ({ input, context }) =>
  making(
    context,
    `arn:${context.partition}:iam::${context.account}:policy${input.Path ?? '/'}${input.PolicyName}`,
    { creates: 'CreatePolicy', tags: 'TagPolicy' },
    input.Tags,
  );
const simulates: Rule<Iam.SimulatePrincipalPolicyRequest> = ({ operation, input }) => [
  onResource(`iam:${operation}`, input.PolicySourceArn ?? '*'),
];
/** Without a name the caller is meant, whom the sandbox calls so. */
const onUser: Rule<{ readonly UserName?: string }> = ({ operation, input, context: { partition, account } }) => [
  onResource(`iam:${operation}`, `arn:${partition}:iam::${account}:user/${input.UserName ?? 'sandbox'}`),
];

/** Asked of each role or profile of an account, to find the stack's among them: which ones these are is not known. */
const tagsOfAnyRole: Rule<{ readonly RoleName?: string }> = ({ operation, input, context }) => [
  onResource(`iam:${operation}`, roleArn(context, input.RoleName ?? '*'), {}, roleArn(context, '*')),
];
const tagsOfAnyProfile: Rule<{ readonly InstanceProfileName?: string }> = ({ operation, input, context }) => [
  onResource(`iam:${operation}`, profileArn(context, input.InstanceProfileName ?? '*'), {}, profileArn(context, '*')),
];

const tagsOfAnyPolicy: Rule<{ readonly PolicyArn?: string }> = ({ operation, input, context }) => [
  onResource(
    `iam:${operation}`,
    input.PolicyArn ?? '*',
    {},
    `arn:${context.partition}:iam::${context.account}:policy/*`,
  ),
];

/** Which policy a role gets: who may attach any could give a role, and so themselves, everything. */
const attaches: Rule<Iam.AttachRolePolicyRequest> = ({ operation, input, context }) => [
  demandOn(operation, context, roleArn(context, input.RoleName ?? '*'), { 'iam:PolicyARN': input.PolicyArn ?? '' }),
];

/** What makes something, and what tags it. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_roles.html */
interface Making {
  readonly creates: string;
  readonly tags: string;
}
function making(
  around: PermissionContext,
  arn: string,
  actions: Making,
  tags: readonly Iam.Tag[] = [],
): RequiredPermission[] {
  const keys = requestTags(tagsFrom(tags));
  const itself = demandOn(actions.creates, around, arn, keys);
  return tags.length === 0 ? [itself] : [itself, demandOn(actions.tags, around, arn, keys)];
}
const createsRole: Rule<Iam.CreateRoleRequest> = ({ input, context }) =>
  making(
    context,
    roleArn(context, `${(input.Path ?? '/').slice(1)}${input.RoleName}`),
    { creates: 'CreateRole', tags: 'TagRole' },
    input.Tags,
  );
const createsProfile: Rule<Iam.CreateInstanceProfileRequest> = ({ input, context }) => {
  const actions = { creates: 'CreateInstanceProfile', tags: 'TagInstanceProfile' };
  return making(
    context,
    profileArn(context, `${(input.Path ?? '/').slice(1)}${input.InstanceProfileName}`),
    actions,
    input.Tags,
  );
};

/** Whoever launches an instance with the profile gives it the role. */
const addsRole: Rule<Iam.AddRoleToInstanceProfileRequest> = (call) => [
  ...onProfile(call),
  passing(roleArn(call.context, call.input.RoleName ?? '*'), ec2Principal(call.context.partition)),
];

const retagsRole: Rule<Iam.TagRoleRequest | Iam.UntagRoleRequest> = ({ operation, input, context }) => [
  demandOn(
    operation,
    context,
    roleArn(context, input.RoleName ?? '*'),
    requestTags(tagsFrom('Tags' in input ? input.Tags : [])),
  ),
];
const retagsProfile: Rule<Iam.TagInstanceProfileRequest | Iam.UntagInstanceProfileRequest> = ({
  operation,
  input,
  context,
}) => [
  demandOn(
    operation,
    context,
    profileArn(context, input.InstanceProfileName ?? '*'),
    requestTags(tagsFrom('Tags' in input ? input.Tags : [])),
  ),
];

/** AWS IAM. Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const iam: Rules = {
  AddRoleToInstanceProfile: addsRole,
  AttachRolePolicy: attaches,
  CreateInstanceProfile: createsProfile,
  CreatePolicy: createsPolicy,
  CreatePolicyVersion: onPolicy,
  CreateRole: createsRole,
  DeleteInstanceProfile: onProfile,
  DeletePolicy: onPolicy,
  DeletePolicyVersion: onPolicy,
  DeleteRole: onRole,
  DeleteRolePolicy: onRole,
  DetachRolePolicy: attaches,
  GetInstanceProfile: onProfile,
  GetPolicy: onPolicy,
  GetPolicyVersion: onPolicy,
  GetRole: onRole,
  GetRolePolicy: onRole,
  GetUser: onUser,
  ListAttachedRolePolicies: onRole,
  ListEntitiesForPolicy: onPolicy,
  ListInstanceProfiles: readOnly('iam'),
  ListInstanceProfilesForRole: onRole,
  ListInstanceProfileTags: tagsOfAnyProfile,
  ListPolicies: readOnly('iam'),
  ListPolicyTags: tagsOfAnyPolicy,
  ListPolicyVersions: onPolicy,
  ListRolePolicies: onRole,
  ListRoles: readOnly('iam'),
  ListRoleTags: tagsOfAnyRole,
  PutRolePolicy: onRole,
  RemoveRoleFromInstanceProfile: onProfile,
  SetDefaultPolicyVersion: onPolicy,
  SimulateCustomPolicy: readOnly('iam'),
  SimulatePrincipalPolicy: simulates,
  TagInstanceProfile: retagsProfile,
  TagPolicy: onPolicy,
  TagRole: retagsRole,
  UntagInstanceProfile: retagsProfile,
  UntagPolicy: onPolicy,
  UntagRole: retagsRole,
  UpdateAssumeRolePolicy: onRole,
};
