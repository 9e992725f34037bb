import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
} from '@aws-sdk/client-iam';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

/** Answers of AWS that others have recorded and hold their own AWS to. */
const recorded: Source =
  'https://github.com/localstack/localstack/blob/main/tests/aws/services/iam/test_iam_policies.snapshot.json';

const PolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' }],
});

/** A policy of the account's own. @returns its ARN, and its name */
async function policyIn({ iam, name, tagList: Tags }: Story) {
  const PolicyName = name('policy');
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument, Tags }));
  return { PolicyArn: `${Policy?.Arn}`, PolicyName };
}

const noVersion = /^Policy .+ version v9 does not exist or is not attachable\.$/;

export const iamPolicies = probesOf('iam', [
  {
    title: 'a new policy of the account is attached to nothing, and has no member for tags until it is read',
    source: recorded,
    async run({ check, iam, name }) {
      const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: name('policy'), PolicyDocument }));
      check.equal('its members', Object.keys(Policy ?? {}).toSorted(), [
        ...['Arn', 'AttachmentCount', 'CreateDate', 'DefaultVersionId', 'IsAttachable', 'Path'],
        ...['PermissionsBoundaryUsageCount', 'PolicyId', 'PolicyName', 'UpdateDate'],
      ]);
      check.equal(
        'what they say',
        [
          Policy?.AttachmentCount,
          Policy?.DefaultVersionId,
          Policy?.IsAttachable,
          Policy?.PermissionsBoundaryUsageCount,
        ],
        [0, 'v1', true, 0],
      );
      const read = await iam.send(new GetPolicyCommand({ PolicyArn: Policy?.Arn }));
      check.equal('its tags, when it is read', read.Policy?.Tags, []);
    },
  },
  {
    title: 'the name of a policy is taken once: EntityAlreadyExists',
    source: recorded,
    async run(story) {
      const { PolicyName } = await policyIn(story);
      const again = story.iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
      await story.check.refused('CreatePolicy', again, {
        code: 'EntityAlreadyExists',
        message: /^A policy called .+ already exists\. Duplicate names are not allowed\.$/,
      });
    },
  },
  {
    title: 'versions of a policy are listed newest first; a new one counts where it is asked to',
    source: recorded,
    async run(story) {
      const { check, iam } = story;
      const { PolicyArn } = await policyIn(story);
      await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
      await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }));
      const read = async () => {
        const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
        return Versions.map((it) => `${it.VersionId} ${it.IsDefaultVersion}`);
      };
      await check.shows('the versions', read, ['v3 false', 'v2 true', 'v1 false']);
      await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
      await check.shows('the versions, once the first counts again', read, ['v3 false', 'v2 false', 'v1 true']);
    },
  },
  {
    title: 'a policy has five versions at most, and no number is given twice: LimitExceeded',
    source: recorded,
    async run(story) {
      const { check, iam } = story;
      const { PolicyArn } = await policyIn(story);
      const another = () => iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }));
      for (let count = 2; count <= 5; count++) await another();
      await check.refused('CreatePolicyVersion', another(), {
        code: 'LimitExceeded',
        message:
          /^A managed policy can have up to 5 versions\. Before you create a new version, you must delete an existing version\.$/,
        means: ['create', 'refused'],
      });
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v5' }));
      check.equal('the next number', (await another()).PolicyVersion?.VersionId, 'v6');
    },
  },
  {
    title: 'a version that is not there is neither read, made to count nor deleted: NoSuchEntity',
    source: recorded,
    async run(story) {
      const { check, iam } = story;
      const { PolicyArn } = await policyIn(story);
      const which = { PolicyArn, VersionId: 'v9' };
      const refusal = { code: 'NoSuchEntity', message: noVersion };
      await check.refused('GetPolicyVersion', iam.send(new GetPolicyVersionCommand(which)), refusal);
      await check.refused('SetDefaultPolicyVersion', iam.send(new SetDefaultPolicyVersionCommand(which)), refusal);
      await check.refused('DeletePolicyVersion', iam.send(new DeletePolicyVersionCommand(which)), refusal);
    },
  },
  {
    title: 'a version of a policy that is not there is refused in the same words: NoSuchEntity',
    source: recorded,
    async run({ check, iam, partition, account }) {
      const which = { PolicyArn: `arn:${partition}:iam::${account}:policy/pc-nobody`, VersionId: 'v9' };
      const refusal = { code: 'NoSuchEntity', message: noVersion };
      await check.refused('GetPolicyVersion', iam.send(new GetPolicyVersionCommand(which)), refusal);
      await check.refused('SetDefaultPolicyVersion', iam.send(new SetDefaultPolicyVersionCommand(which)), refusal);
    },
  },
  {
    title: 'the version that counts is not deleted: DeleteConflict',
    source: recorded,
    async run(story) {
      const { PolicyArn } = await policyIn(story);
      const deleted = story.iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
      await story.check.refused('DeletePolicyVersion', deleted, {
        code: 'DeleteConflict',
        message: /^Cannot delete the default version of a policy\.$/,
      });
    },
  },
  {
    title: 'a version is called v and a number, and the refusal does not repeat what was sent: ValidationError',
    source: recorded,
    async run(story) {
      const { PolicyArn } = await policyIn(story);
      const chosen = story.iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'first' }));
      await story.check.refused('SetDefaultPolicyVersion', chosen, {
        code: 'ValidationError',
        message: /^1 validation error detected: Value at 'versionId' failed to satisfy constraint: .*v\[1-9\]\[0-9\]\*/,
      });
    },
  },
  {
    title: 'keys of a policy’s tags are told apart by their case, and listed in the order of their letters',
    source: recorded,
    async run(story) {
      const { check, iam } = story;
      const { PolicyArn } = await policyIn(story);
      const Tags = [
        { Key: 'a', Value: 'lowercase' },
        { Key: 'A', Value: 'uppercase' },
      ];
      await iam.send(new TagPolicyCommand({ PolicyArn, Tags }));
      const read = async () => (await iam.send(new ListPolicyTagsCommand({ PolicyArn }))).Tags?.map(({ Key }) => Key);
      await check.shows('the keys', async () => (await read())?.filter((key) => /^a$/i.test(`${key}`)), ['A', 'a']);
      const twice = iam.send(
        new TagPolicyCommand({
          PolicyArn,
          Tags: [
            { Key: 'b', Value: '1' },
            { Key: 'b', Value: '2' },
          ],
        }),
      );
      await check.refused('TagPolicy', twice, { code: 'InvalidInput', message: /^Duplicate tag keys found\.$/ });
    },
  },
  {
    title: 'tags of a policy come in pages: IsTruncated and a marker say that there are more',
    source: recorded,
    async run(story) {
      const { check, iam } = story;
      const { PolicyArn } = await policyIn(story);
      await iam.send(new TagPolicyCommand({ PolicyArn, Tags: [{ Key: 'another', Value: '' }] }));
      const first = await iam.send(new ListPolicyTagsCommand({ PolicyArn, MaxItems: 1 }));
      check.equal(
        'the first page',
        [first.Tags?.length, first.IsTruncated, first.Marker === undefined],
        [1, true, false],
      );
      const second = await iam.send(new ListPolicyTagsCommand({ PolicyArn, Marker: first.Marker }));
      check.equal('the second page', [second.Tags?.length, second.IsTruncated], [1, false]);
    },
  },
  {
    title: 'a policy that is not there cannot be tagged: NoSuchEntity',
    source: recorded,
    async run({ check, iam, partition, account }) {
      const PolicyArn = `arn:${partition}:iam::${account}:policy/pc-nobody`;
      const tagged = iam.send(new TagPolicyCommand({ PolicyArn, Tags: [{ Key: 'a', Value: 'b' }] }));
      await check.refused('TagPolicy', tagged, { code: 'NoSuchEntity', message: /^Policy .+ was not found\.$/ });
    },
  },
]);
