import { DescribeTasksCommand, ListTasksCommand, StopTaskCommand, type Task } from '@aws-sdk/client-ecs';
import { AwsError, on, type Context } from '../../../service.js';
import { atMost, invalidParameter, pageOf, present } from '../input.js';
import { activeCluster, arn, containerInstanceNamed, existingService, taskNamed } from '../names.js';
import { scheduleReconcile } from '../service/scheduler.js';
import { services, tasks, type ClusterRow, type TaskRow } from '../tables.js';
import { stopTask } from './task-lifecycle.js';

export const taskOperations = [
  /** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html */
  on(ListTasksCommand, (input, context) => {
    const cluster = activeCluster(context, input.cluster);
    const { desiredStatus = 'RUNNING', family, startedBy, launchType } = input;
    if (desiredStatus === 'PENDING') throw invalidParameter('The desired status PENDING matches no task.');
    const { containerInstance: named } = input;
    const instance = named === undefined ? undefined : containerInstanceNamed(context, cluster, named);
    if (named !== undefined && !instance) throw invalidParameter('The specified container instance is not registered.');
    const serviceArn = input.serviceName === undefined ? undefined : liveService(context, cluster, input.serviceName);
    const matching = tasks(context).all(
      ({ task, ...row }) =>
        task.clusterArn === cluster.cluster.clusterArn &&
        task.desiredStatus === desiredStatus &&
        (instance?.instance.containerInstanceArn ?? task.containerInstanceArn) === task.containerInstanceArn &&
        (serviceArn ?? row.serviceArn) === row.serviceArn &&
        (family ?? familyOf(task)) === familyOf(task) &&
        (startedBy ?? task.startedBy) === task.startedBy &&
        (launchType ?? task.launchType) === task.launchType,
    );
    const { items, more } = pageOf(matching, ({ task }) => task.taskArn, input);
    return { taskArns: items.map(({ task }) => task.taskArn), ...more };
  }),

  on(DescribeTasksCommand, (input, context) => {
    const cluster = activeCluster(context, input.cluster);
    const names = atMost(present(input.tasks, 'Tasks'), 100, 'Tasks');
    if (names.length === 0) throw invalidParameter('Tasks cannot be empty.');
    const found = names.map((name) => ({ name, row: taskNamed(context, cluster, name) }));
    const withTags = input.include?.includes('TAGS') === true;
    return {
      tasks: found.flatMap(({ row }) => (row ? [shownTask(row, withTags)] : [])),
      failures: found.flatMap(({ name, row }) => (row ? [] : [missing(context, cluster, name)])),
    };
  }),

  on(StopTaskCommand, (input, context) => {
    const cluster = activeCluster(context, input.cluster);
    const row = taskNamed(context, cluster, present(input.task, 'Task'));
    if (!row) throw invalidParameter('The referenced task was not found.');
    stopTask(context, row, { stopCode: 'UserInitiated', stoppedReason: input.reason ?? 'Task stopped by user' });
    const service = services(context).get(row.serviceArn ?? '');
    if (service) scheduleReconcile(context, service);
    return { task: shownTask(row, true) };
  }),
];

/** A task as ECS shows it; its tags only where asked for. */
export const shownTask = ({ task, tags }: TaskRow, withTags: boolean): Task => ({
  ...task,
  tags: withTags ? tags : [],
});

const familyOf = ({ taskDefinitionArn }: TaskRow['task']) => taskDefinitionArn.split('/').at(-1)?.split(':')[0];

/** While it drains, a service's tasks can be listed by its name; once it is INACTIVE, no longer. */
function liveService(context: Context, cluster: ClusterRow, name: string): string {
  const { service } = existingService(context, cluster, name);
  if (service.status === 'INACTIVE') throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
  return service.serviceArn;
}

const missing = (context: Context, { cluster }: ClusterRow, name: string) => ({
  arn: name.startsWith('arn:') ? name : arn(context, `task/${cluster.clusterName}/${name}`),
  reason: 'MISSING',
});
