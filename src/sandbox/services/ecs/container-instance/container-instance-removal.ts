import type { Context } from '../../../service.js';
import { groups, type MemberRow } from '../../autoscaling/tables.js';
import { completeTermination } from '../../autoscaling/members.js';
import type { InstanceRow } from '../../ec2/compute-tables.js';
import { isEnding } from '../../ec2/instances/instance-lifecycle.js';
import { startAgent } from './agent.js';
import { tasksOn } from './task-resources.js';
import { containerInstances, type ContainerInstanceRow } from '../instance-tables.js';
import { reconcileServicesOn } from '../service/reconcile-services.js';

import { stopTask } from '../task/task-lifecycle.js';

/**
 * What ECS does when an EC2 instance runs, and when it is stopped or terminated: its tasks stop at once, and are replaced
 * elsewhere. One that is only stopped stays in its cluster, `ACTIVE` and without a connection.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/create-capacity.html (container instance life cycle);
 * the reason of tasks on a stopped instance: believed
 */
export function onInstanceChanged(context: Context, ec2: InstanceRow): void {
  const { InstanceId, State } = ec2.instance;
  if (State.Name === 'running') return startAgent(context, ec2);
  const row = containerInstances(context).find(({ instance }) => instance.ec2InstanceId === InstanceId);
  if (!row) return;
  row.instance.agentConnected = false;
  stopTasksOn(context, row, `Host EC2 (instance ${InstanceId}) ${isEnding(ec2) ? 'terminated' : 'stopped'}.`);
  if (State.Name === 'terminated') removeContainerInstance(context, row);
}

/** Stops all tasks on an instance that is lost. */
export function stopTasksOn(context: Context, row: ContainerInstanceRow, stoppedReason: string): void {
  for (const task of tasksOn(context, row)) stopTask(context, task, { stopCode: 'TerminationNotice', stoppedReason });
  reconcileServicesOn(context, row.clusterArn);
}

/** Removes an instance from its cluster. An Auto Scaling group that waits for it to drain may then terminate it. */
export function removeContainerInstance(context: Context, row: ContainerInstanceRow): void {
  row.instance.status = 'INACTIVE';
  row.instance.agentConnected = false;
  containerInstances(context).delete(row.instance.containerInstanceArn);
  completeTerminationOf(context, row);
}

/** Lets the Auto Scaling group terminate the instance, if it waits for that. */
export function completeTerminationOf(context: Context, { instance: { ec2InstanceId } }: ContainerInstanceRow): void {
  const isIt = ({ InstanceId, LifecycleState }: MemberRow) =>
    InstanceId === ec2InstanceId && LifecycleState === 'Terminating:Wait';
  const member = groups(context)
    .all()
    .flatMap(({ members }) => members)
    .find(isIt);
  if (member) completeTermination(context, member);
}
