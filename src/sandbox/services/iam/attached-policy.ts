import {
  AttachRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { refuseBeyond } from '../../quotas.js';
import { AwsError, on } from '../../service.js';
import { markedPage, policyArn } from './constraint.js';
import { shownPolicy } from './customer-policy.js';
import { attachmentsOf, existingPolicy, ofThisPartition, policyAt } from './managed-policy.js';
import { existingRole, modifiableRole } from './role.js';
import { customerPolicies } from './tables.js';
import { tagList } from './tags.js';

/**
 * Managed policies on roles: a choice of AWS's, and the account's own.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
 */
export const attachedPolicyOperations = [
  on(AttachRolePolicyCommand, (input, context) => {
    const { attached } = modifiableRole(context, input.RoleName);
    const arn = ofThisPartition(policyArn(input.PolicyArn), context);
    if (!policyAt(arn, context))
      throw new AwsError('NoSuchEntityException', `Policy ${arn} does not exist or is not attachable.`);
    if (attached.includes(arn)) return {};
    const exceeded = (quota: number) => `Cannot exceed quota for PoliciesPerRole: ${quota}`;
    refuseBeyond(context, 'role-policies', attached.length + 1, exceeded);
    attached.push(arn);
    return {};
  }),

  on(DetachRolePolicyCommand, (input, context) => {
    const row = modifiableRole(context, input.RoleName);
    const arn = ofThisPartition(policyArn(input.PolicyArn), context);
    if (!row.attached.includes(arn)) throw new AwsError('NoSuchEntityException', `Policy ${arn} was not found.`);
    row.attached = row.attached.filter((each) => each !== arn);
    return {};
  }),

  on(ListAttachedRolePoliciesCommand, (input, context) => {
    const { attached } = existingRole(context, input.RoleName);
    const policies = attached.flatMap((arn) => policyAt(arn, context) ?? []);
    const inPath = policies.filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
    const { items, more } = markedPage(inPath, ({ arn }) => arn, input);
    return { AttachedPolicies: items.map(({ arn, name }) => ({ PolicyArn: arn, PolicyName: name })), ...more };
  }),

  on(GetPolicyCommand, ({ PolicyArn }, context) => {
    const policy = existingPolicy(policyArn(PolicyArn), context);
    const row = customerPolicies(context).get(policy.arn);
    if (row) return { Policy: { ...shownPolicy(context, row), Tags: tagList(row.tags) } };
    const { arn: Arn, name: PolicyName, path: Path, version } = policy;
    const DefaultVersionId = version === undefined ? {} : { DefaultVersionId: version };
    const AttachmentCount = attachmentsOf(context, Arn);
    return { Policy: { Arn, PolicyName, Path, ...DefaultVersionId, AttachmentCount, IsAttachable: true, Tags: [] } };
  }),
];
