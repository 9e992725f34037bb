import {
  DeregisterContainerInstanceCommand,
  DescribeContainerInstancesCommand,
  ListContainerInstancesCommand,
  UpdateContainerInstancesStateCommand,
  type ContainerInstance,
  type ContainerInstanceField,
} from '@aws-sdk/client-ecs';
import { on, type Context } from '../../../service.js';
import { taskCounts } from '../task-counts.js';
import { removeContainerInstance, stopTasksOn } from './container-instance-removal.js';
import { remainingResources, resourceList, tasksOn } from './task-resources.js';
import { atMost, invalidParameter, notInSandbox, pageOf, present } from '../input.js';
import { containerInstances, type ContainerInstanceRow } from '../instance-tables.js';
import { drainInstance } from '../capacity/managed-draining.js';
import { activeCluster, arn, containerInstanceNamed } from '../names.js';
import { reconcileServicesOn } from '../service/reconcile-services.js';
import type { ClusterRow } from '../tables.js';

export const containerInstanceOperations = [
  /** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListContainerInstances.html */
  on(ListContainerInstancesCommand, (input, context) => {
    if (input.filter !== undefined) throw notInSandbox('cluster query language: the filter');
    const { clusterArn } = activeCluster(context, input.cluster).cluster;
    const here = containerInstances(context).all(
      (row) => row.clusterArn === clusterArn && (input.status ?? row.instance.status) === row.instance.status,
    );
    const { items, more } = pageOf(here, ({ instance }) => instance.containerInstanceArn, input);
    return { containerInstanceArns: items.map(({ instance }) => instance.containerInstanceArn), ...more };
  }),

  on(DescribeContainerInstancesCommand, (input, context) => {
    const found = named(context, activeCluster(context, input.cluster), input.containerInstances, 100);
    return {
      containerInstances: found.rows.map((row) => shown(context, row, input.include)),
      failures: found.failures,
    };
  }),

  /** Tasks on it are lost to the cluster; services start others elsewhere. */
  on(DeregisterContainerInstanceCommand, (input, context) => {
    const cluster = activeCluster(context, input.cluster);
    const row = containerInstanceNamed(context, cluster, present(input.containerInstance, 'Container instance'));
    if (!row) throw invalidParameter('The specified container instance is not registered.');
    const running = tasksOn(context, row).some(({ task }) => task.desiredStatus === 'RUNNING');
    if (running && input.force !== true) throw invalidParameter('Found running tasks on the instance.');
    stopTasksOn(context, row, 'Container instance deregistration forced by user.');
    removeContainerInstance(context, row);
    return { containerInstance: shown(context, row, ['TAGS']) };
  }),

  on(UpdateContainerInstancesStateCommand, (input, context) => {
    const status = present(input.status, 'Status');
    if (status !== 'ACTIVE' && status !== 'DRAINING')
      throw invalidParameter(`Container instance status ${status} cannot be set.`);
    const found = named(context, activeCluster(context, input.cluster), input.containerInstances, 10);
    for (const row of found.rows) setStatus(context, row, status);
    return { containerInstances: found.rows.map((row) => shown(context, row)), failures: found.failures };
  }),
];

function setStatus(context: Context, row: ContainerInstanceRow, status: 'ACTIVE' | 'DRAINING'): void {
  if (status === 'DRAINING') return drainInstance(context, row);
  row.instance.status = status;
  reconcileServicesOn(context, row.clusterArn);
}

function named(context: Context, cluster: ClusterRow, asked: readonly string[] | undefined, most: number) {
  const names = atMost(present(asked, 'Container instances'), most, 'Container instances');
  if (names.length === 0) throw invalidParameter('Container instances cannot be empty.');
  const found = names.map((name) => ({ name, row: containerInstanceNamed(context, cluster, name) }));
  const arnOf = (name: string) =>
    name.startsWith('arn:') ? name : arn(context, `container-instance/${cluster.cluster.clusterName}/${name}`);
  return {
    rows: found.flatMap(({ row }) => row ?? []),
    failures: found.flatMap(({ name, row }) => (row ? [] : [{ arn: arnOf(name), reason: 'MISSING' }])),
  };
}

function shown(
  context: Context,
  row: ContainerInstanceRow,
  include: readonly ContainerInstanceField[] = [],
): ContainerInstance {
  const { runningCount, pendingCount } = taskCounts(tasksOn(context, row));
  return structuredClone({
    ...row.instance,
    registeredResources: resourceList(row.room),
    remainingResources: resourceList(remainingResources(context, row)),
    runningTasksCount: runningCount,
    pendingTasksCount: pendingCount,
    attachments: [],
    tags: include.includes('TAGS') ? row.tags : [],
    ...(include.includes('CONTAINER_INSTANCE_HEALTH') && {
      healthStatus: { overallStatus: 'OK' as const, details: [] },
    }),
  });
}
