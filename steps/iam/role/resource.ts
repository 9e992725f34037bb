import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ec2Principal } from '../../../src/aws/principals.js';
import { all } from '../../../src/all.js';
import { absent, documentIn, ready, resource, step, type Cloud, type Where, type StepOf } from '../../../src/step.js';
import { fromUpper, upperTags } from '../../common/tags.js';
import { pages } from '../../../src/pages.js';
import { attachedPolicies, inlinePolicies, inlinePolicyNames, isOfSteps } from '../policies.js';
import { bears, mayBear, retagRole } from '../tags.js';
import { script } from './script.js';
import { policiesOf } from './additions.js';
import { roleDependents } from './dependents.js';

interface RoleWant {
  readonly RoleName: string;
  /** The trust policy, as an object: who may take the role on. */
  readonly AssumeRolePolicyDocument: unknown;
}

export const roleResource = resource({
  type: 'role',
  lists: { 'AssumeRolePolicyDocument.*': 'set' },
  isGlobal: true,
  script,
  fixed: ['RoleName'],
  replace: 'create-first',
  sameName: 'refuses',
  nameMember: 'RoleName',

  async create({ iam, tags }, { RoleName, AssumeRolePolicyDocument }: RoleWant) {
    const document = JSON.stringify(AssumeRolePolicyDocument);
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document, Tags: upperTags(tags) }));
    return RoleName;
  },

  async find(cloud, { RoleName }) {
    const role = await roleOf(cloud, RoleName);
    return role ? [{ id: RoleName, tags: fromUpper(role.Tags) }] : [];
  },

  async read(cloud, RoleName) {
    const role = await roleOf(cloud, RoleName);
    if (!role) return absent;
    const AssumeRolePolicyDocument = documentIn(role.AssumeRolePolicyDocument ?? 'null', 'AssumeRolePolicyDocument');
    const out = { roleName: RoleName, roleArn: role.Arn ?? '' };
    return ready(out, { RoleName, AssumeRolePolicyDocument }, { tags: fromUpper(role.Tags) });
  },

  async update({ iam }, RoleName, { AssumeRolePolicyDocument }) {
    const PolicyDocument = JSON.stringify(AssumeRolePolicyDocument);
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
  },

  // IAM finds nothing by tags, and its lists leave them out.
  async findTagged({ iam }, marks) {
    const roles = await pages(async (Marker) => {
      const answer = await iam.send(new ListRolesCommand({ Marker }));
      return { items: answer.Roles, next: answer.Marker };
    });
    const mine = roles.filter(({ Path, CreateDate }) => !Path?.startsWith('/aws-') && mayBear(marks, CreateDate));
    const tagged = await all(
      mine.map(async ({ RoleName: id = '' }) => {
        const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName: id }));
        return { id, tags: fromUpper(Tags) };
      }),
    );
    return tagged.filter(({ tags }) => bears(tags, marks));
  },

  // What others have attached stays theirs: it keeps the role from being deleted, and is named. A task role has the managed
  // policies that a config names, whichever these are.
  async parts(cloud, RoleName) {
    const [role, attached, inline] = await all([
      roleOf(cloud, RoleName),
      attachedPolicies(cloud, RoleName),
      inlinePolicies(cloud, RoleName),
    ]);
    const ofTasks = fromUpper(role?.Tags)['provision:step']?.endsWith(taskRoleEnding) === true;
    return [
      ...attached
        .filter((it) => ofTasks || isOfSteps(it, RoleName))
        .map(({ PolicyArn }) => ({ type: 'role-policy-attachment', id: { RoleName, PolicyArn } })),
      ...inline
        .filter((it) => Object.values(inlinePolicyNames).some((name) => name === it))
        .map((PolicyName) => ({ type: 'role-policy', id: { PolicyName, RoleName } })),
    ];
  },

  additions: policiesOf,
  retag: retagRole,

  async delete({ iam }, RoleName) {
    await iam.send(new DeleteRoleCommand({ RoleName }));
  },

  dependents: roleDependents,
});
export type Role = StepOf<typeof roleResource>;

async function roleOf({ iam }: Cloud, RoleName: string) {
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }));
  return role;
}

interface RoleOfTasks extends Where {
  readonly roleName: string;
}

/**
 * Lets a service of AWS take a role on, and only for what is in this account (else it were a confused deputy).
 * @param arn what it takes the role on for
 */
const trusting = (Service: string, account: string, operator: 'ArnLike' | 'ArnEquals', arn: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': account }, [operator]: { 'aws:SourceArn': arn } },
    },
  ],
});

/**
 * Lets ECS take a role on for the tasks of this account and region.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
const roleOfTasks = ({ roleName, account, region, partition }: RoleOfTasks): RoleWant => ({
  RoleName: roleName,
  AssumeRolePolicyDocument: trusting(
    'ecs-tasks.amazonaws.com',
    account,
    'ArnLike',
    `arn:${partition}:ecs:${region}:${account}:*`,
  ),
});

/**
 * The task execution role, with which Fargate or the ECS agent pulls images and writes logs. The containers do not get
 * it. Free.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export const executionRole = (name: string, options: RoleOfTasks) =>
  step({
    name,
    resource: roleResource,
    needs: {},
    why: 'The task execution role, with which ECS pulls images and writes logs',
    want: () => roleOfTasks(options),
  });

/** How the step of a task role is called, behind the name of its service: its tag tells what kind of role it is. */
const taskRoleEnding = '-task-role';

/**
 * The task role, with which the program in the containers of a service calls AWS. It may do nothing but what policies of it
 * say. Free.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export const taskRole = (service: string, options: RoleOfTasks) =>
  step({
    name: `${service}${taskRoleEnding}`,
    resource: roleResource,
    needs: {},
    why: `The task role, with which the program of ${service} calls AWS`,
    want: () => roleOfTasks(options),
  });

/**
 * The role in which EventBridge Scheduler starts tasks. It is taken on for schedules of one group; a condition that names a
 * schedule itself is never fulfilled. Free.
 * Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export const schedulerRole = (name: string, options: RoleOfTasks & { readonly groupName: string }) =>
  step({
    name,
    resource: roleResource,
    needs: {},
    why: 'The role in which EventBridge Scheduler starts tasks',
    want: (): RoleWant => {
      const { roleName, account, region, partition, groupName } = options;
      const group = `arn:${partition}:scheduler:${region}:${account}:schedule-group/${groupName}`;
      return {
        RoleName: roleName,
        AssumeRolePolicyDocument: trusting('scheduler.amazonaws.com', account, 'ArnEquals', group),
      };
    },
  });

/**
 * The role of an instance, for its ECS agent or the agent of Session Manager. Free. In China, EC2 has another service
 * name.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
 */
export const instanceRole = (
  name: string,
  { roleName, partition, why }: { roleName: string; partition: string; why: string },
) =>
  step({
    name,
    resource: roleResource,
    needs: {},
    why,
    want: () => ({
      RoleName: roleName,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: ec2Principal(partition) },
            Action: 'sts:AssumeRole',
          },
        ],
      },
    }),
  });
