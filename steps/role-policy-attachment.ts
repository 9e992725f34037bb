import { AttachRolePolicyCommand, DetachRolePolicyCommand, ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { absent, ready, resource, step, type Cloud, type StepOf } from '../src/step.js';
import { pages } from './pages.js';
import type { Role } from './role.js';

interface RolePolicyAttachmentWant {
  readonly RoleName: string;
  readonly PolicyArn: string;
}

export const rolePolicyAttachmentResource = resource({
  type: 'role-policy-attachment',
  fixed: ['RoleName', 'PolicyArn'],

  // Attaching what is attached succeeds and changes nothing.
  async create({ iam }, { RoleName, PolicyArn }: RolePolicyAttachmentWant) {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    return { RoleName, PolicyArn };
  },

  async find(cloud, { RoleName, PolicyArn }) {
    const id = { RoleName, PolicyArn };
    return (await isAttached(cloud, id)) ? { id } : undefined;
  },

  async read(cloud, id) {
    return (await isAttached(cloud, id)) ? ready({ policyArn: id.PolicyArn }, id) : absent;
  },

  async delete({ iam }, { RoleName, PolicyArn }) {
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  },
});
export type RolePolicyAttachment = StepOf<typeof rolePolicyAttachmentResource>;

async function isAttached({ iam }: Cloud, { RoleName, PolicyArn }: RolePolicyAttachmentWant) {
  const attached = await pages(async (Marker) => {
    const answer = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker }));
    return { items: answer.AttachedPolicies, next: answer.Marker };
  });
  return attached.some((policy) => policy.PolicyArn === PolicyArn);
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
    path: 'service-role/AmazonECSTaskExecutionRolePolicy',
    why: 'Says what the execution role may do: pull images, write logs',
  });

/**
 * AWS's own policy for the ECS agent of an instance: to join the cluster, take tasks and tell how they are.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html
 */
export const ecsAgentPolicy = (name: string, needs: { role: Role }, where: { partition: string }) =>
  awsPolicy(name, needs, where, {
    path: 'service-role/AmazonEC2ContainerServiceforEC2Role',
    why: 'Says what the instances may do: join the cluster and run its tasks',
  });

/**
 * AWS's own policy for the agent of Systems Manager, through which Session Manager opens a shell.
 * Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html
 */
export const sessionPolicy = (name: string, needs: { role: Role }, where: { partition: string }) =>
  awsPolicy(name, needs, where, {
    path: 'AmazonSSMManagedInstanceCore',
    why: 'Lets Session Manager open a shell, without a key and without an open port',
  });
