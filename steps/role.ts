import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { absent, ready, resource, step, type Cloud, type StepOf } from '../src/step.js';
import { retagRole } from './retag.js';
import { fromUpper, upperTags } from './tags.js';

interface RoleWant {
  readonly RoleName: string;
  /** The trust policy, as an object: who may take the role on. */
  readonly AssumeRolePolicyDocument: unknown;
}

export const roleResource = resource({
  type: 'role',
  fixed: ['RoleName'],
  sameName: 'refuses',

  async create({ iam, tags }, { RoleName, AssumeRolePolicyDocument }: RoleWant) {
    const document = JSON.stringify(AssumeRolePolicyDocument);
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document, Tags: upperTags(tags) }));
    return RoleName;
  },

  async find(cloud, { RoleName }) {
    const role = await roleOf(cloud, RoleName);
    return role && { id: RoleName, tags: fromUpper(role.Tags) };
  },

  async read(cloud, RoleName) {
    const role = await roleOf(cloud, RoleName);
    if (!role) return absent;
    // IAM sends documents URL-encoded; as an object, neither spaces nor the order of members count as a difference.
    const AssumeRolePolicyDocument: unknown = JSON.parse(decodeURIComponent(role.AssumeRolePolicyDocument ?? 'null'));
    const out = { roleName: RoleName, roleArn: role.Arn ?? '' };
    return ready(out, { RoleName, AssumeRolePolicyDocument }, { tags: fromUpper(role.Tags) });
  },

  async update({ iam }, RoleName, { AssumeRolePolicyDocument }) {
    const PolicyDocument = JSON.stringify(AssumeRolePolicyDocument);
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
  },

  retag: retagRole,

  async delete({ iam }, RoleName) {
    await iam.send(new DeleteRoleCommand({ RoleName }));
  },
});
export type Role = StepOf<typeof roleResource>;

async function roleOf({ iam }: Cloud, RoleName: string) {
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }));
  return role;
}

/**
 * What Fargate itself acts as to pull images and write logs; the containers do not get it. Free. The conditions
 * keep ECS from using it for another account (the confused deputy).
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export const executionRole = (
  name: string,
  { roleName, account, region, partition }: { roleName: string; account: string; region: string; partition: string },
) =>
  step({
    name,
    resource: roleResource,
    needs: {},
    why: 'Lets Fargate pull the images and write the logs',
    want: () => ({
      RoleName: roleName,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'ecs-tasks.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: {
              StringEquals: { 'aws:SourceAccount': account },
              ArnLike: { 'aws:SourceArn': `arn:${partition}:ecs:${region}:${account}:*` },
            },
          },
        ],
      },
    }),
  });

/**
 * What an instance acts as: the ECS agent, or the agent of Session Manager. Free. In China EC2 goes by another name.
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
            Principal: { Service: partition === 'aws-cn' ? 'ec2.amazonaws.com.cn' : 'ec2.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      },
    }),
  });
