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

/**
 * AWS's own policy for pulling from ECR and writing log lines. It does not allow creating log groups.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html
 */
export const executionRolePolicy = (name: string, needs: { role: Role }, { partition }: { partition: string }) =>
  step({
    name,
    resource: rolePolicyAttachmentResource,
    needs,
    why: 'Says what the execution role may do: pull images, write logs',
    want: ({ role }) => ({
      RoleName: role.roleName,
      PolicyArn: `arn:${partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy`,
    }),
  });
