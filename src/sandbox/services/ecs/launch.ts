import type { AwsVpcConfiguration, Container, Tag, Task, TaskOverride } from '@aws-sdk/client-ecs';
import type { Context } from '../../service.js';
import { attachInterface } from '../ec2/network-interfaces.js';
import type { NetworkInterfaceRow } from '../ec2/tables.js';
import { arn } from './names.js';
import { tasks, type ClusterRow, type TaskDefinitionRow, type TaskRow } from './tables.js';
import { begin } from './task-life.js';

/** What shall be launched, and where. */
export interface Order {
  readonly cluster: ClusterRow;
  readonly definition: TaskDefinitionRow;
  readonly network: AwsVpcConfiguration;
  /** How many tasks were launched before: they take turns in the subnets. */
  readonly turn: number;
  readonly capacityProviderName?: string;
  readonly platformVersion: string;
  /** `service:web`, `family:web` */
  readonly group: string;
  readonly startedBy?: string;
  readonly overrides?: TaskOverride;
  readonly enableExecuteCommand?: boolean;
  readonly service?: { readonly serviceArn: string; readonly deploymentId: string };
  readonly tags: Tag[];
}

/**
 * Launches one Fargate task: it has its network interface at once, and runs in its own time.
 * @throws AwsError EC2's, where the interface cannot be made: the subnet is full, or something is gone
 */
export function launch(context: Context, order: Order): TaskRow {
  const { cluster, network, service } = order;
  const { subnets = [], securityGroups = [], assignPublicIp = 'DISABLED' } = network;
  const attachmentId = uuid(context);
  const own = attachInterface(context, {
    subnetId: subnets[order.turn % subnets.length] ?? '',
    groupIds: securityGroups,
    description: arn(context, `attachment/${attachmentId}`),
    interfaceType: 'interface',
    requesterId: 'amazon-ecs',
    publicIp: assignPublicIp === 'ENABLED',
  });
  const taskArn = arn(context, `task/${cluster.cluster.clusterName}/${context.world.hex(32)}`);
  const row: TaskRow = {
    task: { ...taskOf(context, order, taskArn), ...placeOf(context, order, { taskArn, attachmentId, own }) },
    ...service,
    networkInterfaceId: own.NetworkInterfaceId,
    privateIpAddress: own.PrivateIpAddress,
    healthy: false,
    tags: order.tags,
  };
  tasks(context).set(taskArn, row);
  begin(context, row);
  return row;
}

function taskOf(context: Context, order: Order, taskArn: string) {
  const { definition } = order.definition;
  return {
    taskArn,
    clusterArn: order.cluster.cluster.clusterArn,
    taskDefinitionArn: definition.taskDefinitionArn,
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    createdAt: context.now,
    group: order.group,
    ...(order.startedBy !== undefined && { startedBy: order.startedBy }),
    cpu: definition.cpu,
    memory: definition.memory,
    launchType: 'FARGATE' as const,
    ...(order.capacityProviderName !== undefined && { capacityProviderName: order.capacityProviderName }),
    platformVersion: order.platformVersion === 'LATEST' ? '1.4.0' : order.platformVersion,
    platformFamily: 'Linux',
    enableExecuteCommand: order.enableExecuteCommand ?? false,
    ephemeralStorage: definition.ephemeralStorage ?? { sizeInGiB: 20 },
    healthStatus: 'UNKNOWN' as const,
    overrides: order.overrides ?? { containerOverrides: [], inferenceAcceleratorOverrides: [] },
    version: 1,
  } satisfies Task;
}

interface Place {
  readonly taskArn: string;
  readonly attachmentId: string;
  readonly own: NetworkInterfaceRow;
}

/** The members that say where a task is: its zone, its interface, its containers' addresses. */
function placeOf(context: Context, order: Order, place: Place) {
  const { attachmentId, own } = place;
  const details = {
    subnetId: own.SubnetId,
    networkInterfaceId: own.NetworkInterfaceId,
    macAddress: own.MacAddress,
    ...(own.PrivateDnsName !== undefined && { privateDnsName: own.PrivateDnsName }),
    privateIPv4Address: own.PrivateIpAddress,
  };
  return {
    availabilityZone: own.AvailabilityZone,
    containers: containersOf(context, order, place),
    attachments: [
      {
        id: attachmentId,
        type: 'ElasticNetworkInterface',
        status: 'ATTACHING',
        details: Object.entries(details).map(([name, value]) => ({ name, value })),
      },
    ],
  };
}

const containersOf = (context: Context, { definition }: Order, { taskArn, attachmentId, own }: Place): Container[] =>
  definition.definition.containerDefinitions.map(({ name, image, cpu = 0, memory, memoryReservation }) => ({
    containerArn: `${taskArn.replace(':task/', ':container/')}/${uuid(context)}`,
    taskArn,
    name,
    image,
    lastStatus: 'PENDING',
    networkInterfaces: [{ attachmentId, privateIpv4Address: own.PrivateIpAddress }],
    healthStatus: 'UNKNOWN',
    cpu: String(cpu),
    ...(memory !== undefined && { memory: String(memory) }),
    ...(memoryReservation !== undefined && { memoryReservation: String(memoryReservation) }),
  }));

function uuid({ world }: Context): string {
  return [8, 4, 4, 4, 12].map((length) => world.hex(length)).join('-');
}
