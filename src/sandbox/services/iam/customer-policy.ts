import {
  CreatePolicyCommand,
  DeletePolicyCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyTagsCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
  type CreatePolicyRequest,
  type ListPoliciesRequest,
  type Policy,
} from '@aws-sdk/client-iam';
import { managedPolicyCharacters } from '../../../iam-characters.js';
import { refuseBeyond } from '../../quotas.js';
import { AwsError, on, type Context } from '../../service.js';
import { checkedPath, failed, markedPage, policyArn, policyName, present } from './constraint.js';
import { attachmentsOf, existingPolicy, policyAt } from './managed-policy.js';
import { checkPermissionPolicy } from './policy-document.js';
import { customerPolicies, roles, type CustomerPolicyRow } from './tables.js';
import { checkedTags, tagList, withCaseSensitiveTags } from './tags.js';

/**
 * The account's own managed policies. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
 */
export const customerPolicyOperations = [
  on(CreatePolicyCommand, (input, context) => {
    const { Description: _, ...Policy } = shownPolicy(context, createPolicy(input, context));
    return { Policy };
  }),

  on(DeletePolicyCommand, ({ PolicyArn }, context) => {
    const row = customerPolicy(PolicyArn, context);
    if (attachmentsOf(context, row.arn) > 0) throw conflict('Cannot delete a policy attached to entities.');
    if (Object.keys(row.versions).length > 1)
      throw conflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    customerPolicies(context).delete(row.arn);
    return {};
  }),

  on(ListPoliciesCommand, (input, context) => {
    const { items, more } = markedPage(wanted(input, context), ({ Arn }) => Arn ?? '', input);
    return { Policies: items, ...more };
  }),

  /** Roles alone can have policies here: there are no other users and groups. */
  on(ListEntitiesForPolicyCommand, (input, context) => {
    const { arn } = existingPolicy(policyArn(input.PolicyArn), context);
    const isAsked = input.EntityFilter === undefined || input.EntityFilter === 'Role';
    const rows = isAsked ? roles(context).all(({ attached }) => attached.includes(arn)) : [];
    const { items, more } = markedPage(rows, ({ role }) => role.RoleName ?? '', input);
    const PolicyRoles = items.map(({ role: { RoleName, RoleId } }) => ({ RoleName, RoleId }));
    return { PolicyRoles, PolicyUsers: [], PolicyGroups: [], ...more };
  }),

  on(TagPolicyCommand, ({ PolicyArn, Tags }, context) => {
    const row = customerPolicy(PolicyArn, context);
    row.tags = withCaseSensitiveTags(row.tags, checkedTags(present(Tags, 'tags'), { areCaseSensitive: true }));
    return {};
  }),

  on(UntagPolicyCommand, ({ PolicyArn, TagKeys }, context) => {
    const row = customerPolicy(PolicyArn, context);
    const removed = new Set(present(TagKeys, 'tagKeys'));
    row.tags = Object.fromEntries(Object.entries(row.tags).filter(([key]) => !removed.has(key)));
    return {};
  }),

  on(ListPolicyTagsCommand, (input, context) => {
    const { items, more } = markedPage(tagList(customerPolicy(input.PolicyArn, context).tags), ({ Key }) => Key, input);
    return { Tags: items, ...more };
  }),
];

const conflict = (message: string) => new AwsError('DeleteConflictException', message);

/** @throws AwsError `NoSuchEntityException`; `InvalidInputException` for one of AWS's */
export function customerPolicy(arn: string | undefined, context: Context): CustomerPolicyRow {
  const { isOfAws, arn: found } = existingPolicy(policyArn(arn), context);
  const row = customerPolicies(context).get(found);
  if (isOfAws || !row)
    throw new AwsError('InvalidInputException', `Cannot perform the operation on the AWS managed policy ${found}.`);
  return row;
}

/** How GetPolicy shows one of the account's own; lists leave out the description and the tags. */
export const shownPolicy = (context: Context, row: CustomerPolicyRow): Policy => ({
  ...listedPolicy(context, row),
  ...(row.description !== undefined && { Description: row.description }),
  ...(Object.keys(row.tags).length > 0 && { Tags: tagList(row.tags) }),
});

const listedPolicy = (context: Context, row: CustomerPolicyRow): Policy => ({
  ...{ PolicyName: row.name, PolicyId: row.id, Arn: row.arn, Path: row.path, DefaultVersionId: row.defaultVersion },
  ...{ AttachmentCount: attachmentsOf(context, row.arn), PermissionsBoundaryUsageCount: 0, IsAttachable: true },
  ...{ CreateDate: row.createdAt, UpdateDate: row.updatedAt },
});

function createPolicy(input: CreatePolicyRequest, context: Context): CustomerPolicyRow {
  const [name, path, tags] = [
    policyName(input.PolicyName),
    checkedPath(input.Path),
    checkedTags(input.Tags, { areCaseSensitive: true }),
  ];
  const document = checkedDocument(input.PolicyDocument, context);
  const { Description: description, ...rest } = input;
  if (description !== undefined && description.length > 1000)
    throw failed(rest.PolicyName, 'description', 'Member must have length less than or equal to 1000');
  const { partition, account, now, world } = context;
  const arn = `arn:${partition}:iam::${account}:policy${path}${name}`;
  if (customerPolicies(context).find((it) => it.name.toLowerCase() === name.toLowerCase()))
    throw new AwsError(
      'EntityAlreadyExistsException',
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
    );
  const exceeded = (quota: number) => `Cannot exceed quota for PoliciesPerAccount: ${quota}`;
  refuseBeyond(context, 'policies', customerPolicies(context).size + 1, exceeded);
  const row: CustomerPolicyRow = {
    ...{ arn, name, path, id: `ANPA${world.hex(17).toUpperCase()}`, tags, createdAt: now, updatedAt: now },
    ...{ versions: { v1: { document, createdAt: now } }, defaultVersion: 'v1', latest: 1 },
    ...(description !== undefined && { description }),
  };
  customerPolicies(context).set(arn, row);
  return row;
}

/** 6,144 characters, white space not counted. @throws AwsError `MalformedPolicyDocumentException`, `LimitExceededException` */
export function checkedDocument(document: string | undefined, { partition }: Context): string {
  const text = present(document, 'policyDocument');
  checkPermissionPolicy(text, partition);
  if (text.replace(/\s/g, '').length > managedPolicyCharacters)
    throw new AwsError('LimitExceededException', `Cannot exceed quota for PolicySize: ${managedPolicyCharacters}`);
  return text;
}

/** @throws AwsError 501 where all of AWS's policies are asked for */
function wanted(
  { Scope = 'All', OnlyAttached = false, PathPrefix = '/', PolicyUsageFilter }: ListPoliciesRequest,
  context: Context,
): Policy[] {
  if (PolicyUsageFilter === 'PermissionsBoundary') return [];
  if (Scope !== 'Local' && !OnlyAttached)
    throw new AwsError(
      'NotImplemented',
      "the sandbox does not have all of AWS's policies: it lists those of the account (--scope Local), and those that are attached (--only-attached)",
      { status: 501 },
    );
  const own =
    Scope === 'AWS'
      ? []
      : customerPolicies(context)
          .all()
          .map((row) => listedPolicy(context, row));
  const attached = new Set(
    roles(context)
      .all()
      .flatMap((row) => row.attached),
  );
  const ofAws = Scope === 'Local' ? [] : [...attached].flatMap((arn) => listedOfAws(context, arn));
  return [...own, ...ofAws].filter(
    ({ Path, AttachmentCount = 0 }) => Path?.startsWith(PathPrefix) && (!OnlyAttached || AttachmentCount > 0),
  );
}

function listedOfAws(context: Context, arn: string): Policy[] {
  const policy = policyAt(arn, context);
  if (!policy?.isOfAws) return [];
  const { name: PolicyName, path: Path, version } = policy;
  const DefaultVersionId = version === undefined ? {} : { DefaultVersionId: version };
  return [
    {
      PolicyName,
      Arn: arn,
      Path,
      ...DefaultVersionId,
      AttachmentCount: attachmentsOf(context, arn),
      IsAttachable: true,
    },
  ];
}
