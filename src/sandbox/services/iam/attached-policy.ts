import {
  AttachRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { refuseBeyond } from '../../quotas.js';
import { AwsError, on, type Context } from '../../service.js';
import { markedPage, present } from './constraint.js';
import { policyDocuments } from './managed-policy-documents.js';
import { managedPolicies } from './managed-policies.js';
import { existingRole, modifiableRole, urlEncoded } from './role.js';
import { roles } from './tables.js';

/**
 * Managed policies on roles. The sandbox has a choice of AWS's and none of the account's own.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
 */
export const attachedPolicyOperations = [
  on(AttachRolePolicyCommand, (input, context) => {
    const { attached } = modifiableRole(context, input.RoleName);
    const arn = present(input.PolicyArn, 'policyArn');
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
    const arn = present(input.PolicyArn, 'policyArn');
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
    const policy = existingPolicy(PolicyArn, context);
    const AttachmentCount = roles(context).all(({ attached }) => attached.includes(policy.arn)).length;
    const { arn: Arn, name: PolicyName, path: Path } = policy;
    const version = policyDocuments[`${Path.slice(1)}${PolicyName}`]?.version;
    const DefaultVersionId = version === undefined ? {} : { DefaultVersionId: version };
    return { Policy: { Arn, PolicyName, Path, ...DefaultVersionId, AttachmentCount, IsAttachable: true } };
  }),

  /**
   * The text of a policy, in its present version: the sandbox has no earlier ones.
   * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html
   */
  on(GetPolicyVersionCommand, ({ PolicyArn, VersionId }, context) => {
    const { name, path } = existingPolicy(PolicyArn, context);
    const text = policyDocuments[`${path.slice(1)}${name}`];
    if (!text)
      throw new AwsError('NotImplemented', `The sandbox's IAM does not have the text of ${name}.`, { status: 501 });
    if (present(VersionId, 'versionId') !== text.version)
      throw new AwsError(
        'NoSuchEntityException',
        `Policy ${PolicyArn ?? ''} version ${VersionId ?? ''} does not exist.`,
      );
    const Document = urlEncoded(JSON.stringify(text.document));
    return { PolicyVersion: { Document, VersionId: text.version, IsDefaultVersion: true, CreateDate: text.since } };
  }),
];

/** @throws AwsError `NoSuchEntityException` */
function existingPolicy(arn: string | undefined, context: Context) {
  const policy = policyAt(present(arn, 'policyArn'), context);
  if (!policy) throw new AwsError('NoSuchEntityException', `Policy ${arn ?? ''} was not found.`);
  return policy;
}

/** An AWS managed policy by its ARN: `arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy`. */
function policyAt(arn: string, { partition }: Context): { arn: string; name: string; path: string } | undefined {
  const start = `arn:${partition}:iam::aws:policy/`;
  const pathAndName = arn.slice(start.length);
  if (!arn.startsWith(start) || !managedPolicies.has(pathAndName)) return undefined;
  const name = pathAndName.slice(pathAndName.lastIndexOf('/') + 1);
  return { arn, name, path: `/${pathAndName.slice(0, -name.length)}` };
}
