import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListServicesCommand,
  ListTasksCommand,
  type Service,
} from '@aws-sdk/client-ecs';
import { all } from '../all.js';
import { meaningOf } from '../aws-errors.js';
import type { Senders } from '../aws/services.js';
import { inGroupsOf, pages } from '../pages.js';

/** A service of ECS, and whether its tasks run. */
export interface ServiceState {
  readonly name: string;
  readonly desired: number;
  readonly running: number;
  /** Whether all that is wanted runs, and nothing is being deployed. */
  readonly isSteady: boolean;
  /** Why its last task has stopped, or none was started, in the words of ECS; absent where it is steady. */
  readonly why?: string | undefined;
}

/** All services of a cluster, by name. A cluster that is gone has none. */
export async function readServices({ ecs }: Pick<Senders, 'ecs'>, cluster: string): Promise<ServiceState[]> {
  const arns = await serviceArns({ ecs }, cluster);
  const answers = await all(
    inGroupsOf(10, arns).map((services) => ecs.send(new DescribeServicesCommand({ cluster, services }))),
  );
  const services = answers.flatMap((it) => it.services ?? []).filter(({ status }) => status === 'ACTIVE');
  const states = await all(services.map((it) => stateOf({ ecs }, cluster, it)));
  return states.toSorted((a, b) => a.name.localeCompare(b.name));
}

/** @returns none where the cluster is gone */
export async function serviceArns({ ecs }: Pick<Senders, 'ecs'>, cluster: string): Promise<readonly string[]> {
  try {
    return await pages(async (nextToken) => {
      const answer = await ecs.send(new ListServicesCommand({ cluster, nextToken }));
      return { items: answer.serviceArns, next: answer.nextToken };
    });
  } catch (error) {
    if (meaningOf(error, 'read') === 'gone') return [];
    throw error;
  }
}

async function stateOf({ ecs }: Pick<Senders, 'ecs'>, cluster: string, service: Service): Promise<ServiceState> {
  const { serviceName: name = '', desiredCount: desired = 0, runningCount: running = 0, deployments = [] } = service;
  const isSteady = desired > 0 && running === desired && deployments.length === 1;
  if (isSteady || desired === 0) return { name, desired, running, isSteady };
  const why = (await lastReason({ ecs }, cluster, name)) ?? service.events?.[0]?.message;
  return { name, desired, running, isSteady, why };
}

/** Of the tasks that could not run: those that a deployment or a person has stopped say nothing of why. */
async function lastReason({ ecs }: Pick<Senders, 'ecs'>, cluster: string, serviceName: string) {
  const asked = { cluster, serviceName, desiredStatus: 'STOPPED' } as const;
  const { taskArns = [] } = await ecs.send(new ListTasksCommand(asked));
  if (taskArns.length === 0) return undefined;
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  const failed = tasks
    .filter(({ stopCode }) => stopCode === 'TaskFailedToStart' || stopCode === 'EssentialContainerExited')
    .toSorted((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0));
  return failed[0]?.stoppedReason;
}
