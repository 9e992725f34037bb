import {
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetPolicyVersionCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam';
import { AwsError, on, type Context } from '../../service.js';
import { markedPage, policyArn, versionId } from './constraint.js';
import { checkedDocument, customerPolicy } from './customer-policy.js';
import { existingPolicy, policyAt, type ManagedPolicy } from './managed-policy.js';
import { policyDocuments } from './managed-policy-documents.js';
import { urlEncoded } from './role.js';
import { customerPolicies } from './tables.js';

/** Five at most. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html */
const mostVersions = 5;

export const policyVersionOperations = [
  on(CreatePolicyVersionCommand, ({ PolicyArn, PolicyDocument, SetAsDefault = false }, context) => {
    const row = customerPolicy(PolicyArn, context);
    const document = checkedDocument(PolicyDocument, context);
    if (Object.keys(row.versions).length >= mostVersions)
      throw new AwsError(
        'LimitExceededException',
        `A managed policy can have up to ${mostVersions} versions. Before you create a new version, you must delete an existing version.`,
      );
    row.latest += 1;
    const VersionId = `v${row.latest}`;
    row.versions[VersionId] = { document, createdAt: context.now };
    if (SetAsDefault) Object.assign(row, { defaultVersion: VersionId, updatedAt: context.now });
    return { PolicyVersion: { VersionId, IsDefaultVersion: SetAsDefault, CreateDate: context.now } };
  }),

  on(SetDefaultPolicyVersionCommand, ({ PolicyArn, VersionId }, context) => {
    const id = versionId(VersionId);
    if (!policyAt(policyArn(PolicyArn), context)) throw noVersion(PolicyArn ?? '', id);
    const row = customerPolicy(PolicyArn, context);
    if (!row.versions[id]) throw noVersion(row.arn, id);
    Object.assign(row, { defaultVersion: id, updatedAt: context.now });
    return {};
  }),

  on(DeletePolicyVersionCommand, ({ PolicyArn, VersionId }, context) => {
    const row = customerPolicy(PolicyArn, context);
    const id = versionId(VersionId);
    if (!row.versions[id]) throw noVersion(row.arn, id);
    if (row.defaultVersion === id)
      throw new AwsError('DeleteConflictException', 'Cannot delete the default version of a policy.');
    row.versions = Object.fromEntries(Object.entries(row.versions).filter(([version]) => version !== id));
    return {};
  }),

  on(ListPolicyVersionsCommand, (input, context) => {
    const policy = existingPolicy(policyArn(input.PolicyArn), context);
    // The newest comes first.
    const all = versionsOf(policy, context).map(({ id, createdAt }) => ({
      ...{ VersionId: id, IsDefaultVersion: id === policy.version, CreateDate: createdAt },
    }));
    const { items, more } = markedPage(all, ({ VersionId }) => newestFirst(VersionId), input);
    return { Versions: items, ...more };
  }),

  /** Of AWS's own, the sandbox has the present version alone. */
  on(GetPolicyVersionCommand, ({ PolicyArn, VersionId }, context) => {
    const id = versionId(VersionId);
    const policy = policyAt(policyArn(PolicyArn), context);
    if (!policy) throw noVersion(PolicyArn ?? '', id);
    const found = versionsOf(policy, context).find((it) => it.id === id);
    if (!found) throw noVersion(policy.arn, id);
    const Document = urlEncoded(found.text);
    return {
      PolicyVersion: { Document, VersionId: id, IsDefaultVersion: id === policy.version, CreateDate: found.createdAt },
    };
  }),
];

interface Version {
  readonly id: string;
  readonly text: string;
  readonly createdAt: Date;
}

/** @throws AwsError 501 for a policy whose text the sandbox does not have */
function versionsOf({ arn, name, path, version, text, isOfAws }: ManagedPolicy, context: Context): readonly Version[] {
  if (isOfAws && (version === undefined || text === undefined))
    throw new AwsError('NotImplemented', `The sandbox's IAM does not have the text of ${name}.`, { status: 501 });
  if (isOfAws) {
    const createdAt = policyDocuments[`${path.slice(1)}${name}`]?.since ?? context.now;
    return [{ id: version ?? '', text: text ?? '', createdAt }];
  }
  const { versions = {} } = customerPolicies(context).get(arn) ?? {};
  return Object.entries(versions).map(([id, { document, createdAt }]) => ({ id, text: document, createdAt }));
}

const newestFirst = (id: string): string => String(1e9 - Number(id.slice(1))).padStart(10, '0');

const noVersion = (arn: string, version = '') =>
  new AwsError('NoSuchEntityException', `Policy ${arn} version ${version} does not exist or is not attachable.`);
