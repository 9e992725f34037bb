import { ListAttachedRolePoliciesCommand, ListRolePoliciesCommand, type AttachedPolicy } from '@aws-sdk/client-iam';
import type { Cloud } from '../../src/step.js';
import { pages } from '../../src/pages.js';

/** The managed policies of a role. */
export const attachedPolicies = ({ iam }: Cloud, RoleName: string): Promise<readonly AttachedPolicy[]> =>
  pages(async (Marker) => {
    const answer = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker }));
    return { items: answer.AttachedPolicies, next: answer.Marker };
  });

/** The names of a role's inline policies. */
export const inlinePolicies = ({ iam }: Cloud, RoleName: string): Promise<readonly string[]> =>
  pages(async (Marker) => {
    const answer = await iam.send(new ListRolePoliciesCommand({ RoleName, Marker }));
    return { items: answer.PolicyNames, next: answer.Marker };
  });

/**
 * The policies of AWS's that steps attach, by path and name.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html
 */
export const awsPolicies = {
  execution: 'service-role/AmazonECSTaskExecutionRolePolicy',
  ecsAgent: 'service-role/AmazonEC2ContainerServiceforEC2Role',
  session: 'AmazonSSMManagedInstanceCore',
} as const;

/** The inline policies that steps make: of the execution role, of a task role, and of the role of EventBridge Scheduler. */
export const inlinePolicyNames = { secrets: 'secrets', permissions: 'permissions', tasks: 'start-tasks' } as const;

/** The managed policies that steps make for a role, by numbers from 1 on. */
export const partName = (roleName: string, number: number): string => `${roleName}-${number}`;

/** Whether a step may have attached a policy to a role. An attachment has no tags, so nothing else tells whose it is. */
export function isOfSteps({ PolicyArn = '' }: AttachedPolicy, roleName: string): boolean {
  const name = PolicyArn.split(':policy/')[1] ?? '';
  const isPart = name.startsWith(`${roleName}-`) && /^\d+$/.test(name.slice(roleName.length + 1));
  return isPart || Object.values(awsPolicies).some((path) => PolicyArn.endsWith(`:iam::aws:policy/${path}`));
}
