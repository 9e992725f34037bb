import type { AwsVpcConfiguration } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { attachInterface } from '../../ec2/network-interfaces/network-interfaces.js';
import type { NetworkInterfaceRow } from '../../ec2/tables.js';
import { arn } from '../names.js';
import type { Placed } from './placement.js';
import type { TaskRow } from '../tables.js';
import { scheduleTaskStart } from './task-lifecycle.js';

/** On Fargate, tasks take turns in the subnets. */
export interface FargatePlace {
  readonly subnetId: string;
}

/** Where a task is to be, and what its interface is like. */
export interface TaskLocation {
  readonly place: FargatePlace | Placed;
  readonly network: AwsVpcConfiguration;
}

/**
 * Attaches the network interface of a task that has been placed, and schedules its start.
 * @throws AwsError EC2's, where the interface cannot be made: the subnet is full, or something is gone
 */
export function startOnPlace(context: Context, row: TaskRow, { network, place }: TaskLocation): void {
  const attachmentId = uuid(context);
  const { securityGroups = [], assignPublicIp = 'DISABLED' } = network;
  const own = attachInterface(context, {
    subnetId: place.subnetId,
    groupIds: securityGroups,
    description: arn(context, `attachment/${attachmentId}`),
    interfaceType: 'interface',
    requesterId: 'amazon-ecs',
    publicIp: assignPublicIp === 'ENABLED',
  });
  if ('on' in place) settleOn(row, own, place);
  row.networkInterfaceId = own.NetworkInterfaceId;
  row.privateIpAddress = own.PrivateIpAddress;
  row.task.availabilityZone = own.AvailabilityZone;
  row.task.attachments = [attachmentOf(attachmentId, own)];
  for (const container of row.task.containers)
    container.networkInterfaces = [{ attachmentId, privateIpv4Address: own.PrivateIpAddress }];
  scheduleTaskStart(context, row);
}

/** The interface is the instance's, whichever task it is for. */
function settleOn(row: TaskRow, own: NetworkInterfaceRow, { on }: Placed): void {
  const { containerInstanceArn, ec2InstanceId } = on.instance;
  row.task.containerInstanceArn = containerInstanceArn;
  own.Attachment = { ...own.Attachment, InstanceId: ec2InstanceId };
  delete row.waiting;
}

function attachmentOf(id: string, own: NetworkInterfaceRow) {
  const details = {
    subnetId: own.SubnetId,
    networkInterfaceId: own.NetworkInterfaceId,
    macAddress: own.MacAddress,
    ...(own.PrivateDnsName !== undefined && { privateDnsName: own.PrivateDnsName }),
    privateIPv4Address: own.PrivateIpAddress,
  };
  return {
    id,
    type: 'ElasticNetworkInterface',
    status: 'ATTACHING',
    details: Object.entries(details).map(([name, value]) => ({ name, value })),
  };
}

/** As ECS has them in attachments and containers. */
export const uuid = ({ world }: Context): string => [8, 4, 4, 4, 12].map((length) => world.hex(length)).join('-');
