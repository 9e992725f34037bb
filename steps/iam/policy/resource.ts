import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListPoliciesCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  type PolicyVersion,
} from '@aws-sdk/client-iam';
import { all } from '../../../src/all.js';
import { pages } from '../../../src/pages.js';
import { absent, documentIn, ready, resource, type Cloud, type StepOf } from '../../../src/step.js';
import { fromUpper, upperTags } from '../../common/tags.js';
import { bears, mayBear, retagPolicy } from '../tags.js';
import { policyDependents } from './dependents.js';
import { script } from './script.js';

interface PolicyWant {
  readonly PolicyName: string;
  /** As an object: what whoever has the policy may do. */
  readonly PolicyDocument: unknown;
}

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html */
const mostVersions = 5;

export const policyResource = resource({
  type: 'policy',
  lists: { 'PolicyDocument.*': 'set' },
  isGlobal: true,
  script,
  fixed: ['PolicyName'],
  replace: 'create-first',
  sameName: 'refuses',
  nameMember: 'PolicyName',

  async create(cloud, { PolicyName, PolicyDocument }: PolicyWant) {
    const document = JSON.stringify(PolicyDocument);
    const Tags = upperTags(cloud.tags);
    await cloud.iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: document, Tags }));
    return arnOf(cloud, PolicyName);
  },

  async find(cloud, { PolicyName }) {
    const id = arnOf(cloud, PolicyName);
    const policy = await policyOf(cloud, id);
    return policy ? [{ id, tags: fromUpper(policy.Tags) }] : [];
  },

  async read(cloud, id) {
    const policy = await policyOf(cloud, id);
    if (policy?.DefaultVersionId === undefined) return absent;
    const PolicyDocument = await textOf(cloud, id, policy.DefaultVersionId);
    const live = { PolicyName: policy.PolicyName ?? '', PolicyDocument };
    return ready({ policyArn: id }, live, { tags: fromUpper(policy.Tags) });
  },

  // A policy is changed by another version of it. The former ones stay, as far as there is room for them.
  async update(cloud, PolicyArn, { PolicyDocument }) {
    const versions = await versionsOf(cloud, PolicyArn);
    const oldest = versions
      .filter(({ IsDefaultVersion }) => IsDefaultVersion !== true)
      .toSorted((a, b) => numberOf(a) - numberOf(b))
      .slice(0, Math.max(0, versions.length - mostVersions + 1));
    await deleted(cloud, PolicyArn, oldest);
    const document = JSON.stringify(PolicyDocument);
    await cloud.iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document, SetAsDefault: true }));
  },

  // As with roles.
  async findTagged({ iam }, marks) {
    const policies = await pages(async (Marker) => {
      const answer = await iam.send(new ListPoliciesCommand({ Scope: 'Local', Marker }));
      return { items: answer.Policies, next: answer.Marker };
    });
    const tagged = await all(
      policies
        .filter(({ CreateDate }) => mayBear(marks, CreateDate))
        .map(async ({ Arn: id = '' }) => {
          const { Tags } = await iam.send(new ListPolicyTagsCommand({ PolicyArn: id }));
          return { id, tags: fromUpper(Tags) };
        }),
    );
    return tagged.filter(({ tags }) => bears(tags, marks));
  },

  retag: retagPolicy,

  // The version in force goes with the policy, and no other one.
  async delete(cloud, PolicyArn) {
    const versions = await versionsOf(cloud, PolicyArn);
    await deleted(
      cloud,
      PolicyArn,
      versions.filter(({ IsDefaultVersion }) => IsDefaultVersion !== true),
    );
    await cloud.iam.send(new DeletePolicyCommand({ PolicyArn }));
  },

  dependents: policyDependents,
});
export type Policy = StepOf<typeof policyResource>;

/** Policies of steps have no path. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const arnOf = ({ partition, account }: Cloud, name: string): string =>
  `arn:${partition}:iam::${account}:policy/${name}`;

async function policyOf({ iam }: Cloud, PolicyArn: string) {
  const { Policy: policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  return policy;
}

async function textOf({ iam }: Cloud, PolicyArn: string, VersionId: string): Promise<unknown> {
  const { PolicyVersion: version } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
  return documentIn(version?.Document ?? 'null', 'Document');
}

const versionsOf = ({ iam }: Cloud, PolicyArn: string): Promise<readonly PolicyVersion[]> =>
  pages(async (Marker) => {
    const answer = await iam.send(new ListPolicyVersionsCommand({ PolicyArn, Marker }));
    return { items: answer.Versions, next: answer.Marker };
  });

/** `v12` is younger than `v9`. */
const numberOf = ({ VersionId = '' }: PolicyVersion): number => Number(VersionId.slice(1));

const deleted = ({ iam }: Cloud, PolicyArn: string, versions: readonly PolicyVersion[]) =>
  all(versions.map(({ VersionId }) => iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }))));
