import type { Attribute } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { groups } from '../../autoscaling/tables.js';
import type { InstanceRow } from '../../ec2/compute-tables.js';
import { factsOf, roomOf } from '../../../../facts/instance-types.js';
import { capacityProviders, containerInstances, type ContainerInstanceRow } from '../instance-tables.js';
import { scheduleProviderCheck } from '../capacity/managed-scaling.js';
import { arn } from '../names.js';
import { attributesOfType } from './required-attributes.js';
import { reconcileServicesOn } from '../service/reconcile-services.js';
import type { ClusterRow } from '../tables.js';

/** Enters an instance into its cluster. Tasks that wait for one find their place a moment later. */
export function registerInstance(context: Context, ec2: InstanceRow, { cluster }: ClusterRow): void {
  const containerInstanceArn = arn(context, `container-instance/${cluster.clusterName}/${context.world.hex(32)}`);
  const capacityProviderName = providerOf(context, ec2, cluster.capacityProviders);
  const facts = factsOf(ec2.instance.InstanceType);
  const row: ContainerInstanceRow = {
    instance: {
      containerInstanceArn,
      ec2InstanceId: ec2.instance.InstanceId,
      ...(capacityProviderName !== undefined && { capacityProviderName }),
      version: 1,
      versionInfo: { agentVersion: '1.101.3', agentHash: '3b9e8b05', dockerVersion: 'DockerVersion: 25.0.13' },
      status: 'ACTIVE',
      agentConnected: true,
      registeredAt: context.now,
      attributes: attributesOf(ec2),
    },
    clusterArn: cluster.clusterArn,
    availabilityZone: ec2.instance.Placement.AvailabilityZone ?? '',
    room: facts ? roomOf(facts) : { cpu: 0, memory: 0, interfaces: 0 },
    tags: [],
  };
  containerInstances(context).set(containerInstanceArn, row);
  if (capacityProviderName !== undefined) scheduleProviderCheck(context, capacityProviderName, 1);
  reconcileServicesOn(context, cluster.clusterArn);
}

/** The cluster's provider whose Auto Scaling group the instance is in. */
function providerOf(context: Context, { instance: { InstanceId } }: InstanceRow, names: readonly string[]) {
  const group = groups(context).find(({ members }) => members.some((member) => member.InstanceId === InstanceId));
  return names.find((name) => {
    const settings = capacityProviders(context).get(name)?.provider.autoScalingGroupProvider;
    return group !== undefined && settings?.autoScalingGroupArn === group.group.AutoScalingGroupARN;
  });
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html */
const attributesOf = ({ instance }: InstanceRow): Attribute[] => [
  { name: 'ecs.availability-zone', value: instance.Placement.AvailabilityZone },
  { name: 'ecs.instance-type', value: instance.InstanceType },
  { name: 'ecs.ami-id', value: instance.ImageId },
  { name: 'ecs.os-type', value: 'linux' },
  ...attributesOfType(instance.Architecture),
  { name: 'ecs.vpc-id', value: instance.VpcId },
  { name: 'ecs.subnet-id', value: instance.SubnetId },
  { name: 'ecs.capability.task-eni' },
  { name: 'ecs.capability.execution-role-awslogs' },
  { name: 'ecs.capability.execution-role-ecr-pull' },
];
