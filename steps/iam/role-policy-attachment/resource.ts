import { AttachRolePolicyCommand, DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { absent, ready, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import { attachedPolicies, awsPolicies } from '../policies.js';
import type { Role } from '../role/resource.js';

interface RolePolicyAttachmentWant {
  readonly RoleName: string;
  readonly PolicyArn: string;
}

export const rolePolicyAttachmentResource = resource({
  type: 'role-policy-attachment',
  isGlobal: true,
  opens: 'a policy permits what the config does not',
  uses: ['role', 'policy'],
  fixed: ['RoleName', 'PolicyArn'],
  quota: { name: 'role-policies', within: ({ RoleName }: RolePolicyAttachmentWant) => RoleName },
  // It goes with its role.
  replace: 'create-first',

  // Attaching what is attached succeeds and changes nothing.
  async create({ iam }, { RoleName, PolicyArn }: RolePolicyAttachmentWant) {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    return { RoleName, PolicyArn };
  },

  async find(cloud, { RoleName, PolicyArn }) {
    const id = { RoleName, PolicyArn };
    return (await isAttached(cloud, id)) ? [{ id }] : [];
  },

  async read(cloud, id) {
    return (await isAttached(cloud, id)) ? ready({ policyArn: id.PolicyArn }, id) : absent;
  },

  // The account's own policies are unknown in a plan's world, which then has no call for one of them.
  async makeAgain({ iam }, id) {
    await iam.send(new AttachRolePolicyCommand(id));
    return id;
  },

  async delete({ iam }, { RoleName, PolicyArn }) {
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  },
});
export type RolePolicyAttachment = StepOf<typeof rolePolicyAttachmentResource>;

async function isAttached(cloud: Cloud, { RoleName, PolicyArn }: RolePolicyAttachmentWant) {
  return (await attachedPolicies(cloud, RoleName)).some((policy) => policy.PolicyArn === PolicyArn);
}

/** One of AWS's own policies, by its path and name. Free. */
const awsPolicy = (name: string, needs: { role: Role }, { partition }: { partition: string }, policy: AwsPolicy) =>
  step({
    name,
    resource: rolePolicyAttachmentResource,
    needs,
    why: policy.why,
    want: ({ role }) => ({ RoleName: role.roleName, PolicyArn: `arn:${partition}:iam::aws:policy/${policy.path}` }),
  });

interface AwsPolicy {
  readonly path: string;
  readonly why: string;
}

/**
 * AWS's own policy for pulling from ECR and writing log lines. It does not allow creating log groups.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html
 */
export const executionRolePolicy = (name: string, needs: { role: Role }, where: { partition: string }) =>
  awsPolicy(name, needs, where, {
    path: awsPolicies.execution,
    why: 'Allows the execution role to pull images and to write logs',
  });

/**
 * AWS's own policy for the ECS agent of an instance: to join the cluster, take tasks and tell how they are.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html
 */
export const ecsAgentPolicy = (name: string, needs: { role: Role }, where: { partition: string }) =>
  awsPolicy(name, needs, where, {
    path: awsPolicies.ecsAgent,
    why: 'Allows the instances to join the cluster and to run its tasks',
  });

/**
 * AWS's own policy for the agent of Systems Manager, through which Session Manager opens a shell.
 * Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html
 */
export const sessionPolicy = (name: string, needs: { role: Role }, where: { partition: string }) =>
  awsPolicy(name, needs, where, {
    path: awsPolicies.session,
    why: 'Allows Session Manager to open a shell, without a key and without an open port',
  });

/**
 * A managed policy that the config names for a task role.
 * @param policy the path and name of one of AWS's, or an ARN
 */
export const taskManagedPolicy = (
  name: string,
  needs: { role: Role },
  { partition }: { partition: string },
  { policy, service }: { policy: string; service: string },
) =>
  step({
    name,
    resource: rolePolicyAttachmentResource,
    needs,
    why: `Allows the program of ${service} what the policy ${policy} says`,
    want: ({ role }) => ({
      RoleName: role.roleName,
      PolicyArn: policy.startsWith('arn:') ? policy : `arn:${partition}:iam::aws:policy/${policy}`,
    }),
  });
