import type { Cluster, KeyValuePair } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { isFargate } from '../capacity/capacity-provider-strategy.js';
import { taskCounts } from '../task-counts.js';
import { containerInstances } from '../instance-tables.js';
import { services, tasks } from '../tables.js';

/** What is in a cluster, counted when asked for. */
export function clusterCounts(context: Context, clusterArn: string): Cluster {
  const { runningCount, pendingCount } = taskCounts(tasksIn(context, clusterArn));
  return {
    registeredContainerInstancesCount: containerInstances(context).all((row) => row.clusterArn === clusterArn).length,
    runningTasksCount: runningCount,
    pendingTasksCount: pendingCount,
    activeServicesCount: servicesIn(context, clusterArn).length,
  };
}

/** The same by where tasks run, as ECS has it in its statistics. */
export function clusterStatistics(context: Context, clusterArn: string): KeyValuePair[] {
  const pairs = (['Fargate', 'EC2'] as const).flatMap((where) => {
    const here = tasksIn(context, clusterArn).filter(({ task }) => task.launchType === where.toUpperCase());
    const { runningCount, pendingCount } = taskCounts(here);
    const own = servicesIn(context, clusterArn).filter(
      ({ deployments: [{ revision }] }) => isFargate(revision) === (where === 'Fargate'),
    );
    return [
      [`running${where}TasksCount`, runningCount],
      [`pending${where}TasksCount`, pendingCount],
      [`active${where}ServiceCount`, own.length],
    ] as const;
  });
  return pairs.map(([name, value]) => ({ name, value: String(value) }));
}

const tasksIn = (context: Context, clusterArn: string) =>
  tasks(context).all(({ task }) => task.clusterArn === clusterArn);

const servicesIn = (context: Context, clusterArn: string) =>
  services(context).all(({ service }) => service.clusterArn === clusterArn && service.status === 'ACTIVE');
