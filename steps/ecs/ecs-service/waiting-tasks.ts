import { DescribeTasksCommand, ListTasksCommand, type Service } from '@aws-sdk/client-ecs';
import type { Cloud } from '../../../src/step.js';
import { isInstanceProvider } from '../associated-providers.js';

/**
 * How many tasks of a service have no instance yet, among as many as one answer holds: ECS keeps them at
 * `PROVISIONING` until the capacity provider has started one with room, and says nothing where it cannot.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 * @returns 0 on Fargate, where there is nothing to wait for, without asking
 */
export async function waitingTasks({ ecs }: Cloud, cluster: string, service: Service): Promise<number> {
  const { pendingCount, capacityProviderStrategy: strategy = [] } = service;
  if (!pendingCount || !strategy.some(({ capacityProvider = '' }) => isInstanceProvider(capacityProvider))) return 0;
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster, serviceName: service.serviceName }));
  if (taskArns.length === 0) return 0;
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  const group = `service:${service.serviceName}`;
  return tasks.filter((it) => it.lastStatus === 'PROVISIONING' && it.group === group).length;
}

/** `2 wait for an instance` */
export const waitingText = (count: number): string => `${count} ${count === 1 ? 'waits' : 'wait'} for an instance`;

/**
 * Why Fargate has placed no task, as the service's latest event says it: Spot has no room.
 * Source: https://github.com/sil-org/ecs-deploy/issues/277
 */
export const lackOfRoom = ({ events: [latest] = [] }: Service): string | undefined =>
  /was unable to place a task\. Reason: (.+)/.exec(latest?.message ?? '')?.[1];

/**
 * Why tasks that run get no requests: a target group has refused them, as one of the latest events says it.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
export function refusedTargets({ events = [] }: Service): string | undefined {
  const refused = events.slice(0, 10).map(({ message = '' }) => /failed to register targets .+/.exec(message)?.[0]);
  return refused.find((it) => it !== undefined);
}
