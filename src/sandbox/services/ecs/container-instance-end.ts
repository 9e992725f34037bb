import type { Context } from '../../service.js';
import { groups, type MemberRow } from '../autoscaling/tables.js';
import { proceed } from '../autoscaling/members.js';
import type { InstanceRow } from '../ec2/compute-tables.js';
import { startAgent } from './agent.js';
import { tasksOn } from './container-instance-room.js';
import { containerInstances, type ContainerInstanceRow } from './instance-tables.js';
import { lookAtServicesOn } from './service-looks.js';

import { stop } from './task-life.js';

/** What ECS does when an EC2 instance runs, and when it goes: its tasks stop at once, and are replaced elsewhere. */
export function followInstance(context: Context, ec2: InstanceRow): void {
  const { InstanceId, State } = ec2.instance;
  if (State.Name === 'running') return startAgent(context, ec2);
  const row = containerInstances(context).find(({ instance }) => instance.ec2InstanceId === InstanceId);
  if (!row) return;
  row.instance.agentConnected = false;
  stopTasksOn(context, row, `Host EC2 (instance ${InstanceId}) terminated.`);
  if (State.Name === 'terminated') removeInstance(context, row);
}

/** Stops all tasks on an instance that is lost. */
export function stopTasksOn(context: Context, row: ContainerInstanceRow, stoppedReason: string): void {
  for (const task of tasksOn(context, row)) stop(context, task, { stopCode: 'TerminationNotice', stoppedReason });
  lookAtServicesOn(context, row.clusterArn);
}

/** The cluster has the instance no longer; an Auto Scaling group that waits for it to drain waits no longer. */
export function removeInstance(context: Context, row: ContainerInstanceRow): void {
  row.instance.status = 'INACTIVE';
  row.instance.agentConnected = false;
  containerInstances(context).delete(row.instance.containerInstanceArn);
  letGo(context, row);
}

/** Has the Auto Scaling group end the instance, if it waits for that. */
export function letGo(context: Context, { instance: { ec2InstanceId } }: ContainerInstanceRow): void {
  const isIt = ({ InstanceId, LifecycleState }: MemberRow) =>
    InstanceId === ec2InstanceId && LifecycleState === 'Terminating:Wait';
  const member = groups(context).all().flatMap(({ members }) => members).find(isIt);
  if (member) proceed(context, member);
}
