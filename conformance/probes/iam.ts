import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  DeleteInstanceProfileCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  SimulatePrincipalPolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { trustOf } from '../given.js';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const api = (operation: string): Source => `https://docs.aws.amazon.com/IAM/latest/APIReference/API_${operation}.html`;

/** A role of the probe's own. @returns its name */
async function roleIn({ iam, name, tagList: Tags }: Story, RoleName = name('role'), Path = '/'): Promise<string> {
  const AssumeRolePolicyDocument = trustOf('ecs-tasks.amazonaws.com');
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, Tags, Path }));
  return RoleName;
}

async function profileIn({ iam, name, tagList: Tags }: Story, InstanceProfileName = name('profile')): Promise<string> {
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Tags }));
  return InstanceProfileName;
}

const executionPolicy = ({ partition }: Story) =>
  `arn:${partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy`;

const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' }],
});

export const iam = probesOf('iam', [
  {
    title: 'a new role has an id, an ARN of no region, and its tags',
    source: api('CreateRole'),
    async run(story) {
      const { check, iam, tagList, partition, account } = story;
      const RoleName = await roleIn(story);
      const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
      check.has('the role', Role, 'RoleId', 'Arn', 'CreateDate', 'Path', 'AssumeRolePolicyDocument');
      check.equal('the ARN', Role?.Arn, `arn:${partition}:iam::${account}:role/${RoleName}`);
      check.equal('the tags', Role?.Tags, tagList);
      check.equal('how long a session may be', Role?.MaxSessionDuration, 3600);
    },
  },
  {
    title: 'the trust policy of a role comes URL-encoded',
    source: api('GetRole'),
    async run(story) {
      const { check, iam } = story;
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: await roleIn(story) }));
      check.matches('the document', Role?.AssumeRolePolicyDocument, /^%7B/);
      const read = JSON.parse(decodeURIComponent(`${Role?.AssumeRolePolicyDocument}`)) as unknown;
      check.equal('the document, decoded', read, JSON.parse(trustOf('ecs-tasks.amazonaws.com')));
    },
  },
  {
    title: 'the name of a role is taken once: EntityAlreadyExists',
    source: api('CreateRole'),
    async run(story) {
      const { check, name } = story;
      const RoleName = await roleIn(story, name('role'));
      await check.refused('CreateRole', roleIn(story, RoleName), {
        code: 'EntityAlreadyExists',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'the name of a role is taken whatever its case',
    source: api('CreateRole'),
    async run(story) {
      const { check } = story;
      const RoleName = await roleIn(story);
      await check.refused('CreateRole', roleIn(story, RoleName.toUpperCase()), { code: 'EntityAlreadyExists' });
    },
  },
  {
    title: 'a role that is not there is refused: NoSuchEntity',
    source: api('GetRole'),
    async run({ check, iam, name }) {
      await check.refused('GetRole', iam.send(new GetRoleCommand({ RoleName: name('nobody') })), {
        code: 'NoSuchEntity',
        means: ['read', 'gone'],
      });
    },
  },
  {
    title: 'a trust policy that is no policy is refused: MalformedPolicyDocument',
    source: api('CreateRole'),
    async run({ check, iam, name }) {
      const input = { RoleName: name('role'), AssumeRolePolicyDocument: '{"Statement": [' };
      await check.refused('CreateRole', iam.send(new CreateRoleCommand(input)), { code: 'MalformedPolicyDocument' });
    },
  },
  {
    title: 'a principal that is not there is refused: MalformedPolicyDocument, which the program waits for',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html',
    async run({ check, iam, name, partition, account }) {
      const AssumeRolePolicyDocument = JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:${partition}:iam::${account}:role/${name('nobody')}` },
            Action: 'sts:AssumeRole',
          },
        ],
      });
      const command = new CreateRoleCommand({ RoleName: name('role'), AssumeRolePolicyDocument });
      await check.refused('CreateRole', iam.send(command), {
        code: 'MalformedPolicyDocument',
        message: /invalid principal/i,
        means: ['create', 'not-yet'],
      });
    },
  },
  {
    title: 'a role with an attached policy is not deleted: DeleteConflict',
    source: api('DeleteRole'),
    async run(story) {
      const { check, iam } = story;
      const RoleName = await roleIn(story);
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: executionPolicy(story) }));
      await check.refused('DeleteRole', iam.send(new DeleteRoleCommand({ RoleName })), {
        code: 'DeleteConflict',
        means: ['delete', 'in-use'],
      });
    },
  },
  {
    title: 'a role with an inline policy is not deleted: DeleteConflict',
    source: api('DeleteRole'),
    async run(story) {
      const { check, iam } = story;
      const RoleName = await roleIn(story);
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: document }));
      await check.refused('DeleteRole', iam.send(new DeleteRoleCommand({ RoleName })), {
        code: 'DeleteConflict',
        means: ['delete', 'in-use'],
      });
    },
  },
  {
    title: 'a role that an instance profile holds is not deleted: DeleteConflict',
    source: api('DeleteRole'),
    async run(story) {
      const { check, iam } = story;
      const [RoleName, InstanceProfileName] = [await roleIn(story), await profileIn(story)];
      await iam.send(new AddRoleToInstanceProfileCommand({ RoleName, InstanceProfileName }));
      await check.refused('DeleteRole', iam.send(new DeleteRoleCommand({ RoleName })), {
        code: 'DeleteConflict',
        means: ['delete', 'in-use'],
      });
    },
  },
  {
    title: 'deleting a role twice is refused: NoSuchEntity',
    source: api('DeleteRole'),
    async run(story) {
      const { check, iam } = story;
      const RoleName = await roleIn(story);
      await iam.send(new DeleteRoleCommand({ RoleName }));
      await check.refused('DeleteRole once more', iam.send(new DeleteRoleCommand({ RoleName })), {
        code: 'NoSuchEntity',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'attaching a policy twice is attaching it once',
    source: 'believed: no page says it; Terraform and CloudFormation lean on it',
    async run(story) {
      const { check, iam } = story;
      const input = { RoleName: await roleIn(story), PolicyArn: executionPolicy(story) };
      await iam.send(new AttachRolePolicyCommand(input));
      await iam.send(new AttachRolePolicyCommand(input));
      const read = async () =>
        (await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: input.RoleName }))).AttachedPolicies?.map(
          ({ PolicyName }) => PolicyName,
        );
      await check.shows('the attached policies', read, ['AmazonECSTaskExecutionRolePolicy']);
    },
  },
  {
    title: 'a policy that is not there is not attached: NoSuchEntity',
    source: api('AttachRolePolicy'),
    async run(story) {
      const { check, iam, partition, account, name } = story;
      const input = {
        RoleName: await roleIn(story),
        PolicyArn: `arn:${partition}:iam::${account}:policy/${name('nobody')}`,
      };
      await check.refused('AttachRolePolicy', iam.send(new AttachRolePolicyCommand(input)), { code: 'NoSuchEntity' });
    },
  },
  {
    title: 'a policy that is not attached is not detached: NoSuchEntity',
    source: api('DetachRolePolicy'),
    async run(story) {
      const { check, iam } = story;
      const input = { RoleName: await roleIn(story), PolicyArn: executionPolicy(story) };
      await check.refused('DetachRolePolicy', iam.send(new DetachRolePolicyCommand(input)), {
        code: 'NoSuchEntity',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'an inline policy is put, put again, read URL-encoded, and deleted',
    source: api('PutRolePolicy'),
    async run(story) {
      const { check, iam } = story;
      const of = { RoleName: await roleIn(story), PolicyName: 'own' };
      await iam.send(new PutRolePolicyCommand({ ...of, PolicyDocument: document.replace('Put', 'Get') }));
      await iam.send(new PutRolePolicyCommand({ ...of, PolicyDocument: document }));
      const read = async () => decodeURIComponent(`${(await iam.send(new GetRolePolicyCommand(of))).PolicyDocument}`);
      await check.shows('the document', read, document);
      const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName: of.RoleName }));
      check.equal('the names', PolicyNames, ['own']);
      await iam.send(new DeleteRolePolicyCommand(of));
      await check.refused('GetRolePolicy', iam.send(new GetRolePolicyCommand(of)), {
        code: 'NoSuchEntity',
        means: ['read', 'gone'],
      });
    },
  },
  {
    title: 'the inline policies of a role share 10,240 characters: LimitExceeded, which no waiting helps',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
    async run(story) {
      const { check, iam } = story;
      const Resource = Array.from({ length: 300 }, (_, at) => `arn:aws:s3:::a-bucket-with-a-long-name-${at}/*`);
      const Statement = [{ Effect: 'Allow', Action: 's3:GetObject', Resource }];
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      const RoleName = await roleIn(story);
      const command = new PutRolePolicyCommand({ RoleName, PolicyName: 'long', PolicyDocument });
      await check.refused('PutRolePolicy', iam.send(command), {
        code: 'LimitExceeded',
        message: /10240/,
        means: ['update', 'refused'],
      });
    },
  },
  {
    title: 'a trust policy is changed in place',
    source: api('UpdateAssumeRolePolicy'),
    async run(story) {
      const { check, iam } = story;
      const RoleName = await roleIn(story);
      const PolicyDocument = trustOf('ec2.amazonaws.com');
      await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
      const read = async () =>
        decodeURIComponent(`${(await iam.send(new GetRoleCommand({ RoleName }))).Role?.AssumeRolePolicyDocument}`);
      await check.shows('the document', read, PolicyDocument);
    },
  },
  {
    title: 'tags of a role are added, replaced and taken away',
    source: api('TagRole'),
    async run(story) {
      const { check, iam, tagList } = story;
      const RoleName = await roleIn(story);
      const read = async () => (await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags?.length;
      await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'probe', Value: '1' }] }));
      await check.shows('how many tags', read, tagList.length + 1);
      await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['probe', 'not there'] }));
      await check.shows('how many tags are left', read, tagList.length);
    },
  },
  {
    title: 'a list of roles is narrowed by path, and shows no tags',
    source: api('ListRoles'),
    async run(story) {
      const { check, iam, name } = story;
      const PathPrefix = `/${name('path')}/`;
      const RoleName = await roleIn(story, name('role'), PathPrefix);
      const read = async () => (await iam.send(new ListRolesCommand({ PathPrefix }))).Roles ?? [];
      await check.shows('the names', async () => (await read()).map((it) => it.RoleName), [RoleName]);
      check.equal('the tags of the first', (await read())[0]?.Tags ?? [], []);
    },
  },
  {
    title: 'an instance profile takes one role: LimitExceeded',
    source: api('AddRoleToInstanceProfile'),
    async run(story) {
      const { check, iam } = story;
      const InstanceProfileName = await profileIn(story);
      const [first, second] = [await roleIn(story), await roleIn(story)];
      await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: first }));
      await check.refused(
        'AddRoleToInstanceProfile',
        iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: second })),
        { code: 'LimitExceeded', message: /InstanceSessionsPerInstanceProfile/, means: ['update', 'already'] },
      );
    },
  },
  {
    title: 'an instance profile with a role in it is not deleted: DeleteConflict',
    source: api('DeleteInstanceProfile'),
    async run(story) {
      const { check, iam } = story;
      const [RoleName, InstanceProfileName] = [await roleIn(story), await profileIn(story)];
      await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
      const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
      check.equal(
        'its roles',
        InstanceProfile?.Roles?.map((it) => it.RoleName),
        [RoleName],
      );
      const { InstanceProfiles } = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }));
      check.equal(
        'the profiles of the role',
        InstanceProfiles?.map((it) => it.InstanceProfileName),
        [InstanceProfileName],
      );
      await check.refused(
        'DeleteInstanceProfile',
        iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName })),
        { code: 'DeleteConflict', means: ['delete', 'in-use'] },
      );
    },
  },
  {
    title: 'the name of an instance profile is taken once: EntityAlreadyExists',
    source: api('CreateInstanceProfile'),
    async run(story) {
      const name = await profileIn(story);
      await story.check.refused('CreateInstanceProfile', profileIn(story, name), {
        code: 'EntityAlreadyExists',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'a role that is not in a profile is not taken out: NoSuchEntity',
    source: api('RemoveRoleFromInstanceProfile'),
    async run(story) {
      const { check, iam } = story;
      const input = { RoleName: await roleIn(story), InstanceProfileName: await profileIn(story) };
      await check.refused('RemoveRoleFromInstanceProfile', iam.send(new RemoveRoleFromInstanceProfileCommand(input)), {
        code: 'NoSuchEntity',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'the service-linked role of ECS is made once: InvalidInput',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles-for-clusters.html',
    async run({ check, iam }) {
      const command = () => iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'ecs.amazonaws.com' }));
      // Where the account has it already, the first call is refused, too. The role stays: the account shares it.
      await command().catch(() => {});
      await check.refused('CreateServiceLinkedRole once more', command(), {
        code: /^InvalidInput(Exception)?$/,
        message: /has been taken in this account/,
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'a policy that has two versions, or is attached, is not deleted: DeleteConflict',
    source: api('DeletePolicy'),
    async run(story) {
      const { check, iam, name, tagList: Tags } = story;
      const made = await iam.send(
        new CreatePolicyCommand({ PolicyName: name('policy'), PolicyDocument: document, Tags }),
      );
      const PolicyArn = `${made.Policy?.Arn}`;
      const version = await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document }));
      check.equal('the second version', version.PolicyVersion?.VersionId, 'v2');
      const remove = () => iam.send(new DeletePolicyCommand({ PolicyArn }));
      await check.refused('DeletePolicy', remove(), { code: 'DeleteConflict' });
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
      const RoleName = await roleIn(story);
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
      const read = async () => (await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy?.AttachmentCount;
      await check.shows('how many have it', read, 1);
      await check.refused('DeletePolicy of an attached one', remove(), { code: 'DeleteConflict' });
      await check.refused(
        'DeletePolicyVersion of the one that counts',
        iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' })),
        { code: 'DeleteConflict' },
      );
    },
  },
  {
    title: "a simulation tells what a role's own policies allow, and what none of them does",
    source: api('SimulatePrincipalPolicy'),
    async run(story) {
      const { check, iam } = story;
      const RoleName = await roleIn(story);
      const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'probe', PolicyDocument: document }));
      const ActionNames = ['logs:PutLogEvents', 'logs:DeleteLogGroup'];
      const command = new SimulatePrincipalPolicyCommand({ PolicySourceArn: Role?.Arn, ActionNames });
      const read = async () => (await iam.send(command)).EvaluationResults?.map((it) => it.EvalDecision);
      await check.shows('the decisions', read, ['allowed', 'implicitDeny']);
    },
  },
]);
