import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListInstanceProfilesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  type Tag,
} from '@aws-sdk/client-iam';
import { trustOf } from '../given.js';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

/** Answers of AWS that others have recorded and hold their own AWS to. */
const recorded = (file: string): Source =>
  `https://github.com/localstack/localstack/blob/main/tests/aws/services/iam/test_iam_${file}.snapshot.json`;
const roles = recorded('roles');
const profiles = recorded('instance_profiles');

const trust = trustOf('ecs-tasks.amazonaws.com');

/** A role of the probe's own. @returns its name */
async function roleIn({ iam, name, tagList: Tags }: Story): Promise<string> {
  const RoleName = name('role');
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, Tags }));
  return RoleName;
}

async function policyIn({ iam, name, tagList: Tags }: Story): Promise<string> {
  const statement = { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: name('policy'), PolicyDocument, Tags }));
  return `${Policy?.Arn}`;
}

const membersOf = (value: object | undefined): string[] => Object.keys(value ?? {}).toSorted();

const many = (count: number): Tag[] => Array.from({ length: count }, (_, at) => ({ Key: `key-${at}`, Value: 'x' }));
/** Tags that no role can have: what is wrong, the tags, the code and the message. */
const wrongTags: readonly (readonly [string, readonly Tag[], string, RegExp])[] = [
  ['more than fifty tags', many(51), 'ValidationError', /'tags' failed .*length less than or equal to 50$/],
  [
    'a key of more than 128 characters',
    [{ Key: 'k'.repeat(129), Value: 'x' }],
    'ValidationError',
    /'tags\.1\.member\.key' failed .*length less than or equal to 128$/,
  ],
  [
    'a value of more than 256 characters',
    [{ Key: 'k', Value: 'v'.repeat(257) }],
    'ValidationError',
    /'tags\.1\.member\.value' failed .*length less than or equal to 256$/,
  ],
  [
    'a key with a character that is no part of one',
    [{ Key: 'a?', Value: 'x' }],
    'ValidationError',
    /'tags\.1\.member\.key' failed .*regular expression pattern/,
  ],
  [
    'two keys that differ in their case only',
    [
      { Key: 'a', Value: '1' },
      { Key: 'A', Value: '2' },
    ],
    'InvalidInput',
    /^Duplicate tag keys found\. Please note that Tag keys are case insensitive\.$/,
  ],
];

/** Trust policies that are none: the document and the message. */
const wrongTrust: readonly (readonly [string, object, RegExp])[] = [
  [
    'another action than assuming it',
    { Action: 's3:GetObject' },
    /^AssumeRole policy may only specify STS AssumeRole actions\.$/,
  ],
  ['a resource', { Action: 'sts:AssumeRole', Resource: '*' }, /^Has prohibited field Resource$/],
];

export const iamRoles = probesOf('iam', [
  {
    title: 'the answer that creates a role leaves out how long its sessions last, which is an hour',
    source: roles,
    async run({ check, iam, name }) {
      const RoleName = name('role');
      const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
      check.equal('the members of the new role', membersOf(Role), [
        ...['Arn', 'AssumeRolePolicyDocument', 'CreateDate', 'Path', 'RoleId', 'RoleName'],
      ]);
      const read = (await iam.send(new GetRoleCommand({ RoleName }))).Role;
      check.equal('MaxSessionDuration', read?.MaxSessionDuration, 3600);
      check.equal('when it was last used', read?.RoleLastUsed, {});
    },
  },
  {
    title: 'a role without tags has no member for them, and lists none',
    source: roles,
    async run(story) {
      const RoleName = await roleIn(story);
      const TagKeys = story.tagList.map(({ Key }) => `${Key}`);
      await story.iam.send(new UntagRoleCommand({ RoleName, TagKeys }));
      const { Role } = await story.iam.send(new GetRoleCommand({ RoleName }));
      story.check.equal('whether it has tags', membersOf(Role).includes('Tags'), false);
      const list = await story.iam.send(new ListRoleTagsCommand({ RoleName }));
      story.check.equal('the list', [list.Tags, list.IsTruncated], [[], false]);
    },
  },
  {
    title: 'a tag of a role may have an empty value',
    source: roles,
    async run(story) {
      const RoleName = await roleIn(story);
      await story.iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'empty', Value: '' }] }));
      const { Tags = [] } = await story.iam.send(new ListRoleTagsCommand({ RoleName }));
      story.check.equal('the tag', Tags.find(({ Key }) => Key === 'empty')?.Value, '');
    },
  },
  ...wrongTags.map(([what, Tags, code, message]) => ({
    title: `a role with ${what} is refused, new or not: ${code}`,
    source: roles,
    async run(story: Story) {
      const { check, iam, name } = story;
      const made = iam.send(
        new CreateRoleCommand({ RoleName: name('none'), AssumeRolePolicyDocument: trust, Tags: [...Tags] }),
      );
      await check.refused('CreateRole', made, { code, message });
      const RoleName = await roleIn(story);
      const tagged = iam.send(new TagRoleCommand({ RoleName, Tags: [...Tags] }));
      await check.refused('TagRole', tagged, { code, message });
    },
  })),
  {
    title: 'a role that is not there cannot be tagged: NoSuchEntity',
    source: roles,
    async run({ check, iam, name }) {
      const RoleName = name('nobody');
      const refusal = { code: 'NoSuchEntity', message: /^The role with name .+ cannot be found\.$/ };
      await check.refused('TagRole', iam.send(new TagRoleCommand({ RoleName, Tags: many(1) })), refusal);
      await check.refused('UntagRole', iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['a'] })), refusal);
      await check.refused('ListRoleTags', iam.send(new ListRoleTagsCommand({ RoleName })), refusal);
    },
  },
  ...wrongTrust.map(([what, more, message]) => ({
    title: `a trust policy with ${what} is refused: MalformedPolicyDocument`,
    source: roles,
    async run(story: Story) {
      const RoleName = await roleIn(story);
      const statement = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, ...more };
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      const changed = story.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
      await story.check.refused('UpdateAssumeRolePolicy', changed, { code: 'MalformedPolicyDocument', message });
    },
  })),
  {
    title: 'a policy that is no JSON is refused in words of its own: MalformedPolicyDocument',
    source: roles,
    async run(story) {
      const RoleName = await roleIn(story);
      const changed = story.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: '{ "a": ' }));
      await story.check.refused('UpdateAssumeRolePolicy', changed, {
        code: 'MalformedPolicyDocument',
        message: /^This policy contains invalid Json$/,
      });
    },
  },
  {
    title: 'an update of a role changes what it names, and nothing where it names nothing',
    source: roles,
    async run(story) {
      const RoleName = await roleIn(story);
      const read = async () => {
        const { Role } = await story.iam.send(new GetRoleCommand({ RoleName }));
        return [Role?.Description, Role?.MaxSessionDuration];
      };
      await story.iam.send(new UpdateRoleCommand({ RoleName, Description: 'another', MaxSessionDuration: 7200 }));
      await story.check.shows('after the update', read, ['another', 7200]);
      await story.iam.send(new UpdateRoleCommand({ RoleName }));
      await story.check.shows('after one that names nothing', read, ['another', 7200]);
    },
  },
  {
    title: 'an inline policy that is not there is named in the refusal: NoSuchEntity',
    source: roles,
    async run(story) {
      const RoleName = await roleIn(story);
      const read = story.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'nobody' }));
      await story.check.refused('GetRolePolicy', read, {
        code: 'NoSuchEntity',
        message: /^The role policy with name nobody cannot be found\.$/,
      });
    },
  },
  {
    title: 'what is no ARN is not attached: ValidationError, ARN … is not valid',
    source: roles,
    async run(story) {
      const RoleName = await roleIn(story);
      const PolicyArn = 'longpolicynamebutnoarn';
      const attached = story.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
      await story.check.refused('AttachRolePolicy', attached, {
        code: 'ValidationError',
        message: /^ARN longpolicynamebutnoarn is not valid\.$/,
      });
    },
  },
  {
    title: 'a policy of the account that is not there does not exist or is not attachable: NoSuchEntity',
    source: roles,
    async run(story) {
      const RoleName = await roleIn(story);
      const PolicyArn = `arn:${story.partition}:iam::${story.account}:policy/pc-nobody`;
      const attached = story.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
      await story.check.refused('AttachRolePolicy', attached, {
        code: 'NoSuchEntity',
        message: /^Policy .*policy\/pc-nobody does not exist or is not attachable\.$/,
      });
    },
  },
  {
    title: 'a policy that is there and not attached was not found when it is detached: NoSuchEntity',
    source: roles,
    async run(story) {
      const [RoleName, PolicyArn] = [await roleIn(story), await policyIn(story)];
      const detached = story.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
      await story.check.refused('DetachRolePolicy', detached, {
        code: 'NoSuchEntity',
        message: /^Policy .+ was not found\.$/,
      });
    },
  },
  {
    title: 'the refusal to delete a role says what has to go first: its policies, attached or its own',
    source: roles,
    async run(story) {
      const { check, iam } = story;
      const [attachedTo, with1] = [
        await roleIn(story),
        await roleIn({ ...story, name: (it) => story.name(`${it}-2`) }),
      ];
      await iam.send(new AttachRolePolicyCommand({ RoleName: attachedTo, PolicyArn: await policyIn(story) }));
      const statement = { Effect: 'Deny', Action: '*', Resource: '*' };
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      await iam.send(new PutRolePolicyCommand({ RoleName: with1, PolicyName: 'own', PolicyDocument }));
      const code = 'DeleteConflict';
      await check.refused('DeleteRole', iam.send(new DeleteRoleCommand({ RoleName: attachedTo })), {
        code,
        message: /^Cannot delete entity, must detach all policies first\.$/,
      });
      await check.refused('DeleteRole', iam.send(new DeleteRoleCommand({ RoleName: with1 })), {
        code,
        message: /^Cannot delete entity, must delete policies first\.$/,
      });
    },
  },
  {
    title: 'a new instance profile has no roles and no member for tags, and shows an empty list of them later',
    source: profiles,
    async run({ check, iam, name }) {
      const InstanceProfileName = name('profile');
      const made = await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
      check.equal('the members of the new profile', membersOf(made.InstanceProfile), [
        ...['Arn', 'CreateDate', 'InstanceProfileId', 'InstanceProfileName', 'Path', 'Roles'],
      ]);
      const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
      check.equal('roles and tags', [InstanceProfile?.Roles, InstanceProfile?.Tags], [[], []]);
    },
  },
  {
    title: 'refusals of instance profiles say the name, the quota, and what has to go first',
    source: profiles,
    async run(story) {
      const { check, iam, name, tagList: Tags } = story;
      const InstanceProfileName = name('profile');
      await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Tags }));
      const again = iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
      await check.refused('CreateInstanceProfile', again, {
        code: 'EntityAlreadyExists',
        message: /^Instance Profile .+ already exists\.$/,
      });
      const [RoleName, other] = [await roleIn(story), await roleIn({ ...story, name: (it) => name(`${it}-2`) })];
      await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
      const second = iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: other }));
      await check.refused('AddRoleToInstanceProfile', second, {
        code: 'LimitExceeded',
        message: /^Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1$/,
      });
      const deleted = iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
      await check.refused('DeleteInstanceProfile', deleted, {
        code: 'DeleteConflict',
        message: /^Cannot delete entity, must remove roles from instance profile first\.$/,
      });
    },
  },
  {
    title: 'instance profiles are listed by their path, without tags',
    source: profiles,
    async run({ check, iam, name, tagList: Tags }) {
      const Path = `/${name('path')}/`;
      const InstanceProfileName = name('profile');
      await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path, Tags }));
      const read = async () => {
        const { InstanceProfiles = [] } = await iam.send(new ListInstanceProfilesCommand({ PathPrefix: Path }));
        return InstanceProfiles.map((it) => [it.InstanceProfileName, it.Tags ?? 'no tags']);
      };
      await check.shows('those of the path', read, [[InstanceProfileName, 'no tags']]);
    },
  },
]);
