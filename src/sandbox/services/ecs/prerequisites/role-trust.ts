import type { Context } from '../../../service.js';
import { canAssume } from '../../iam/assuming.js';

/**
 * Whether ECS may assume a role for a task. What it sends names no cluster: a policy may restrict account and region, and must
 * end in a wildcard.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export const canAssumeRole = (context: Context, roleArn: string): boolean =>
  canAssume(context, roleArn, 'ecs-tasks.amazonaws.com', {
    'aws:SourceAccount': context.account,
    'aws:SourceArn': `arn:${context.partition}:ecs:${context.region}:${context.account}:*`,
  });
