import type { InstanceBlockDeviceMapping } from '@aws-sdk/client-ec2';
import { AwsError, type Context } from '../../../service.js';
import { instances, volumes, type InstanceRow } from '../compute-tables.js';
import { scheduleInstanceStart } from './instance-lifecycle.js';
import { freeAddressCount, privateName } from '../network-interfaces/interface-addresses.js';
import type { Device } from './block-devices.js';
import type { Launch } from './launch-rules.js';
import { attachInterface } from '../network-interfaces/network-interfaces.js';
import type { NetworkInterfaceRow } from '../tables.js';

/**
 * Launches instances that were checked: each has its interface and its volumes at once, and runs in its own time.
 * @returns the new rows, in one reservation
 * @throws AwsError InsufficientFreeAddressesInSubnet, before anything is launched
 */
export function launchInstances(context: Context, launch: Launch, count: number, clientToken = ''): InstanceRow[] {
  if (freeAddressCount(context, launch.subnet) < count)
    throw new AwsError(
      'InsufficientFreeAddressesInSubnet',
      `Not enough free addresses in subnet '${launch.subnet.SubnetId}' to satisfy the requested number of instances.`,
    );
  const reservationId = context.id('r');
  return Array.from({ length: count }, (_, index) => {
    const row = launchOne(context, launch, reservationId);
    Object.assign(row.instance, { AmiLaunchIndex: index, ClientToken: clientToken });
    instances(context).set(row.instance.InstanceId, row);
    scheduleInstanceStart(context, row);
    return row;
  });
}

function launchOne(context: Context, launch: Launch, reservationId: string): InstanceRow {
  const InstanceId = context.id('i');
  const own = primaryInterface(context, launch, InstanceId);
  const BlockDeviceMappings = launch.devices.map((device) => addVolume(context, launch, device, InstanceId));
  return {
    instance: {
      InstanceId,
      ...kindOf(launch),
      ...addressesOf(context, own),
      State: { Code: 0, Name: 'pending' },
      StateTransitionReason: '',
      LaunchTime: context.now,
      Placement: { AvailabilityZone: own.AvailabilityZone, GroupName: '', Tenancy: 'default' },
      BlockDeviceMappings,
      ...(launch.keyName !== undefined && { KeyName: launch.keyName }),
      ...(launch.profile && { IamInstanceProfile: launch.profile }),
    },
    reservationId,
    shutdownBehavior: launch.shutdownBehavior,
    ...(launch.cpuCredits !== undefined && { cpuCredits: launch.cpuCredits }),
    isProtected: launch.isProtected,
    isStopProtected: launch.isStopProtected,
    ...(launch.userData !== undefined && { userData: launch.userData }),
    Tags: structuredClone(launch.tags.instance),
  };
}

/** The members that follow from the image and the type. */
const kindOf = ({ image, type, metadata, monitored, ebsOptimized }: Launch) => ({
  ImageId: image.ImageId,
  InstanceType: type.InstanceType as NonNullable<InstanceRow['instance']['InstanceType']>,
  Architecture: image.Architecture as InstanceRow['instance']['Architecture'],
  Hypervisor: 'xen' as const,
  VirtualizationType: 'hvm' as const,
  RootDeviceName: '/dev/xvda',
  RootDeviceType: 'ebs' as const,
  PlatformDetails: 'Linux/UNIX',
  EnaSupport: true,
  EbsOptimized: ebsOptimized,
  Monitoring: { State: monitored ? ('enabled' as const) : ('disabled' as const) },
  CpuOptions: cpuOf(type),
  MetadataOptions: metadata,
});

/** Arm's cores have one thread each. */
function cpuOf({ vCpus, architecture }: Launch['type']) {
  const ThreadsPerCore = architecture === 'arm64' ? 1 : 2;
  return { CoreCount: vCpus / ThreadsPerCore, ThreadsPerCore };
}

const addressesOf = ({ region }: Context, own: NetworkInterfaceRow) => ({
  SubnetId: own.SubnetId,
  VpcId: own.VpcId,
  PrivateIpAddress: own.PrivateIpAddress,
  PrivateDnsName: privateName(own.PrivateIpAddress, region),
  PublicDnsName: own.Association?.PublicDnsName ?? '',
  ...(own.Association?.PublicIp !== undefined && { PublicIpAddress: own.Association.PublicIp }),
  SourceDestCheck: true,
});

/** Nobody manages it but the account itself, and it goes with its instance. */
function primaryInterface(context: Context, launch: Launch, InstanceId: string): NetworkInterfaceRow {
  const row = attachInterface(context, {
    subnetId: launch.subnet.SubnetId,
    groupIds: launch.groupIds,
    description: launch.description,
    interfaceType: 'interface',
    requesterId: context.account,
    publicIp: launch.publicIp,
    tags: launch.tags.interface,
  });
  row.RequesterManaged = false;
  row.Attachment = {
    ...row.Attachment,
    DeviceIndex: 0,
    InstanceId,
    InstanceOwnerId: context.account,
    DeleteOnTermination: launch.deleteInterface,
  };
  return row;
}

function addVolume(context: Context, launch: Launch, device: Device, InstanceId: string): InstanceBlockDeviceMapping {
  const { DeviceName, DeleteOnTermination, ...rest } = device;
  const VolumeId = context.id('vol');
  const attached = { VolumeId, DeleteOnTermination, AttachTime: context.now };
  volumes(context).set(VolumeId, {
    ...rest,
    VolumeId,
    State: 'in-use',
    AvailabilityZone: launch.subnet.AvailabilityZone,
    CreateTime: context.now,
    MultiAttachEnabled: false,
    Attachments: [{ ...attached, Device: DeviceName, InstanceId, State: 'attached' }],
    Tags: structuredClone(launch.tags.volume),
  });
  return { DeviceName, Ebs: { ...attached, Status: 'attached' } };
}
