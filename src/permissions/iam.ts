import type * as Iam from '@aws-sdk/client-iam';
import {
  at, requestTags, resourceTags, tagsFrom, type Demand, type Keys, type Rule, type Rules, type Surroundings,
} from './demand.js';
import { passing, roleArn } from './roles.js';

function demandOn(operation: string, around: Surroundings, arn: string, more: Keys = {}): Demand {
  return at(`iam:${operation}`, arn, { ...resourceTags(around.tagsOf(arn)), ...more });
}

const profileArn = ({ partition, account }: Surroundings, name: string): string =>
  `arn:${partition}:iam::${account}:instance-profile/${name}`;

const onRole: Rule<{ readonly RoleName?: string }> = ({ operation, input, around }) => [
  demandOn(operation, around, roleArn(around, input.RoleName ?? '*')),
];
const onProfile: Rule<{ readonly InstanceProfileName?: string }> = ({ operation, input, around }) => [
  demandOn(operation, around, profileArn(around, input.InstanceProfileName ?? '*')),
];

/** Which policy a role gets: who may attach any could give a role, and so themselves, everything. */
const attaches: Rule<Iam.AttachRolePolicyRequest> = ({ operation, input, around }) => [
  demandOn(operation, around, roleArn(around, input.RoleName ?? '*'), { 'iam:PolicyARN': input.PolicyArn ?? '' }),
];

/** What makes something, and what tags it. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_roles.html */
interface Making {
  readonly creates: string;
  readonly tags: string;
}
function making(around: Surroundings, arn: string, actions: Making, tags: readonly Iam.Tag[] = []): Demand[] {
  const keys = requestTags(tagsFrom(tags));
  const itself = demandOn(actions.creates, around, arn, keys);
  return tags.length === 0 ? [itself] : [itself, demandOn(actions.tags, around, arn, keys)];
}
const createsRole: Rule<Iam.CreateRoleRequest> = ({ input, around }) =>
  making(around, roleArn(around, `${(input.Path ?? '/').slice(1)}${input.RoleName}`), { creates: 'CreateRole', tags: 'TagRole' }, input.Tags);
const createsProfile: Rule<Iam.CreateInstanceProfileRequest> = ({ input, around }) => {
  const actions = { creates: 'CreateInstanceProfile', tags: 'TagInstanceProfile' };
  return making(around, profileArn(around, `${(input.Path ?? '/').slice(1)}${input.InstanceProfileName}`), actions, input.Tags);
};

/** Whoever launches an instance with the profile gives it the role. */
const addsRole: Rule<Iam.AddRoleToInstanceProfileRequest> = (call) => [
  ...onProfile(call),
  passing(roleArn(call.around, call.input.RoleName ?? '*'), 'ec2.amazonaws.com'),
];

const retagsRole: Rule<Iam.TagRoleRequest | Iam.UntagRoleRequest> = ({ operation, input, around }) => [
  demandOn(operation, around, roleArn(around, input.RoleName ?? '*'), requestTags(tagsFrom('Tags' in input ? input.Tags : []))),
];
const retagsProfile: Rule<Iam.TagInstanceProfileRequest | Iam.UntagInstanceProfileRequest> = ({ operation, input, around }) => [
  demandOn(operation, around, profileArn(around, input.InstanceProfileName ?? '*'), requestTags(tagsFrom('Tags' in input ? input.Tags : []))),
];

/** AWS IAM. Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const iam: Rules = {
  AddRoleToInstanceProfile: addsRole,
  AttachRolePolicy: attaches,
  CreateInstanceProfile: createsProfile,
  CreateRole: createsRole,
  DeleteInstanceProfile: onProfile,
  DeleteRole: onRole,
  DeleteRolePolicy: onRole,
  DetachRolePolicy: attaches,
  GetInstanceProfile: onProfile,
  GetRole: onRole,
  GetRolePolicy: onRole,
  ListAttachedRolePolicies: onRole,
  PutRolePolicy: onRole,
  RemoveRoleFromInstanceProfile: onProfile,
  TagInstanceProfile: retagsProfile,
  TagRole: retagsRole,
  UntagInstanceProfile: retagsProfile,
  UntagRole: retagsRole,
  UpdateAssumeRolePolicy: onRole,
};
