import type { Service } from '@aws-sdk/client-ecs';

/**
 * Where a service's newest deployment stands. ECS calls a service steady also when it is back at what ran before a
 * failed deployment, so that alone means nothing.
 * `failed`: the circuit breaker gave up on it, or it is itself what was rolled back to.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export type Rollout =
  | { readonly is: 'done' }
  | { readonly is: 'underway'; readonly why: string }
  | { readonly is: 'failed'; readonly why: string };

export function rolloutOf({ deployments = [], events = [], taskDefinition, desiredCount = 0 }: Service): Rollout {
  const primary = deployments.find(({ status }) => status === 'PRIMARY');
  const { rolloutState, rolloutStateReason = '', runningCount = 0, failedTasks = 0, id } = primary ?? {};
  if (rolloutState === 'FAILED') return { is: 'failed', why: rolloutStateReason };
  // While it rolls back, the deployment says so; once it is back, only the events tell.
  const rolledBack = events.find(({ message = '' }) => message.includes(`rolling back to deployment ${id}.`));
  if (rolledBack || rolloutStateReason.includes('rolling back')) return { is: 'failed', why: 'ECS rolled it back' };
  const running = `${runningCount} of ${desiredCount} tasks running`;
  const settled = rolloutState === 'COMPLETED' && primary?.taskDefinition === taskDefinition;
  if (settled && runningCount === desiredCount) return { is: 'done' };
  return { is: 'underway', why: failedTasks > 0 ? `${running}, ${failedTasks} failed to start` : running };
}
