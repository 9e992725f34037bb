import { isKnown } from '../../../delays.js';
import type { Context } from '../../../service.js';
import { roles } from '../../iam/tables.js';
import { trustVerdict, type Principal } from '../../iam/trust-policy.js';

/**
 * Whether ECS may assume a role for a task: the role is there, STS knows it by now, and its trust
 * policy lets `ecs-tasks.amazonaws.com`.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export function canAssumeRole(context: Context, roleArn: string): boolean {
  const row = roles(context).get(roleArn.split('/').at(-1) ?? '');
  if (!row || row.role.Arn !== roleArn || !isKnown(context, 'role-assumable', roleArn)) return false;
  const keys = {
    'aws:SourceAccount': context.account,
    // What ECS sends names no cluster: a policy may restrict account and region, and must end in a wildcard.
    'aws:SourceArn': `arn:${context.partition}:ecs:${context.region}:${context.account}:*`,
  };
  const document = row.role.AssumeRolePolicyDocument ?? '{}';
  return trustVerdict(document, isForTasks, 'sts:AssumeRole', keys) === 'allowed';
}

const isForTasks = (principal: Principal): boolean =>
  principal === '*' || (principal['Service'] ?? []).includes('ecs-tasks.amazonaws.com');
