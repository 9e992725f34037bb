import type { Context } from '../../../service.js';
import { networkInterfaces, type NetworkInterfaceRow } from '../../ec2/tables.js';
import { containerInstances } from '../instance-tables.js';
import type { TaskRow } from '../tables.js';

/** The instance's own interface: the others are its tasks'. */
export const primaryInterfaceOf = (context: Context, instanceId: string): NetworkInterfaceRow | undefined =>
  networkInterfaces(context).find(
    ({ Attachment }) => Attachment?.InstanceId === instanceId && Attachment.DeviceIndex === 0,
  );

/** The interface of the container instance that a task is on, whose agent fetches all it needs; none on Fargate. */
export function hostInterface(context: Context, { task }: TaskRow): NetworkInterfaceRow | undefined {
  const row = containerInstances(context).get(task.containerInstanceArn ?? '');
  return row && primaryInterfaceOf(context, row.instance.ec2InstanceId);
}
