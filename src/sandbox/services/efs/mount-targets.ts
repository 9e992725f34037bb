import {
  CreateMountTargetCommand,
  DeleteMountTargetCommand,
  DescribeMountTargetSecurityGroupsCommand,
  DescribeMountTargetsCommand,
  ModifyMountTargetSecurityGroupsCommand,
  type CreateMountTargetRequest,
  type MountTargetDescription,
} from '@aws-sdk/client-efs';
import { isKnown } from '../../delays.js';
import { on, timer, type Context } from '../../service.js';
import { isTakenOnTrust } from '../../taken-on-trust.js';
import { attachInterface, releaseInterface } from '../ec2/network-interfaces/network-interfaces.js';
import { networkInterfaces, securityGroups, subnets, type SubnetRow } from '../ec2/tables.js';
import {
  badRequest,
  byMarker,
  existingAccessPoint,
  existingFileSystem,
  existingMountTarget,
  failure,
  idIn,
  notInSandbox,
} from './input.js';
import { fileSystems, mountTargets, type MountTargetRow } from './tables.js';

/** Seconds until a mount target is available, and until a deleted one is gone: about one and a half minutes (believed). */
const creationSeconds = 90;
const deletionSeconds = 30;

/**
 * A mount target is an interface in a subnet, with an address that everything in its zone mounts.
 * Source: https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html
 */
export const mountTargetOperations = [
  on(CreateMountTargetCommand, createMountTarget),

  on(DescribeMountTargetsCommand, (input, context) => {
    const { FileSystemId, MountTargetId, AccessPointId } = input;
    const asked = [FileSystemId, MountTargetId, AccessPointId].filter((it) => it !== undefined);
    if (asked.length !== 1)
      throw badRequest('Exactly one of FileSystemId, MountTargetId and AccessPointId must be specified.');
    if (MountTargetId !== undefined)
      return { MountTargets: [shown(context, existingMountTarget(context, MountTargetId))] };
    const isAssumed = isTakenOnTrust(context) && !fileSystems(context).get(idIn(FileSystemId));
    if (isAssumed && FileSystemId !== undefined) return { MountTargets: [assumed(idIn(FileSystemId))] };
    const id =
      AccessPointId === undefined
        ? existingFileSystem(context, FileSystemId).id
        : existingAccessPoint(context, AccessPointId).fileSystemId;
    const rows = mountTargets(context).all(({ fileSystemId }) => fileSystemId === id);
    const { items, more } = byMarker(rows, (row) => row.id, input);
    return { MountTargets: items.map((row) => shown(context, row)), ...more };
  }),

  on(DeleteMountTargetCommand, (input, context) => {
    const row = existingMountTarget(context, input.MountTargetId);
    if (row.state !== 'deleting') context.after(deletionSeconds, mountTargetGone, { id: row.id });
    row.state = 'deleting';
    return {};
  }),

  on(DescribeMountTargetSecurityGroupsCommand, (input, context) => {
    const id = idIn(input.MountTargetId);
    if (isTakenOnTrust(context) && !mountTargets(context).get(id)) return { SecurityGroups: [] };
    const { networkInterfaceId } = existingMountTarget(context, id);
    const { Groups = [] } = networkInterfaces(context).get(networkInterfaceId) ?? {};
    return { SecurityGroups: Groups.map(({ GroupId = '' }) => GroupId) };
  }),

  on(ModifyMountTargetSecurityGroupsCommand, (input, context) => {
    const row = existingMountTarget(context, input.MountTargetId);
    const ids = input.SecurityGroups ?? [];
    checkGroups(context, ids, row.vpcId);
    const own = networkInterfaces(context).get(row.networkInterfaceId);
    const groups = securityGroups(context).all(({ GroupId }) => ids.includes(GroupId));
    if (own && groups.length > 0) own.Groups = groups.map(({ GroupId, GroupName }) => ({ GroupId, GroupName }));
    return {};
  }),
];

export const mountTargetAvailable = timer<{ id: string }>('efs/mount-target-available', (context, { id }) => {
  const row = mountTargets(context).get(id);
  if (row?.state === 'creating') row.state = 'available';
});

export const mountTargetGone = timer<{ id: string }>('efs/mount-target-gone', (context, { id }) => {
  const row = mountTargets(context).get(id);
  if (!row) return;
  releaseInterface(context, row.networkInterfaceId);
  mountTargets(context).delete(id);
});

/** All mount targets of a file system are in one VPC, one in each zone. */
function createMountTarget(input: CreateMountTargetRequest, context: Context): MountTargetDescription {
  if (input.IpAddress !== undefined || input.Ipv6Address !== undefined || input.IpAddressType !== undefined)
    throw notInSandbox('addresses of mount targets that are asked for');
  const system = existingFileSystem(context, input.FileSystemId);
  if (system.state !== 'available')
    throw failure('IncorrectFileSystemLifeCycleState', `File system '${system.id}' is in the state '${system.state}'.`);
  const home = subnetOf(context, input.SubnetId);
  checkGroups(context, input.SecurityGroups ?? [], home.VpcId);
  const others = mountTargets(context).all(({ fileSystemId }) => fileSystemId === system.id);
  if (others.some(({ vpcId }) => vpcId !== home.VpcId))
    throw failure(
      'MountTargetConflict',
      'requested subnet for new mount target is not in the same VPC as existing mount targets',
    );
  if (others.some(({ zone }) => zone.id === home.AvailabilityZoneId))
    throw failure('MountTargetConflict', 'mount target already exists in this AZ');
  const id = context.id('fsmt');
  const own = attachInterface(context, {
    subnetId: home.SubnetId,
    groupIds: input.SecurityGroups ?? [],
    description: `EFS mount target for ${system.id} (${id})`,
    interfaceType: 'interface',
    requesterId: 'amazon-efs',
  });
  const row: MountTargetRow = {
    ...{ id, fileSystemId: system.id, state: 'creating', networkInterfaceId: own.NetworkInterfaceId },
    ...{ subnetId: home.SubnetId, vpcId: home.VpcId, address: own.PrivateIpAddress },
    zone: { name: home.AvailabilityZone, id: home.AvailabilityZoneId },
  };
  mountTargets(context).set(id, row);
  context.after(creationSeconds, mountTargetAvailable, { id });
  return shown(context, row);
}

function subnetOf(context: Context, id = ''): SubnetRow {
  const row = subnets(context).get(id);
  if (!row || !isKnown(context, 'network-known', id))
    throw failure('SubnetNotFound', `The subnet ID '${id}' does not exist`);
  return row;
}

function checkGroups(context: Context, ids: readonly string[], vpcId: string): void {
  if (ids.length > 5) throw failure('SecurityGroupLimitExceeded', 'Too many security groups: at most 5 are allowed.');
  for (const id of ids) {
    const group = securityGroups(context).get(id);
    if (group?.VpcId !== vpcId || !isKnown(context, 'network-known', id))
      throw failure('SecurityGroupNotFound', `The security group '${id}' does not exist in the VPC '${vpcId}'`);
  }
}

function shown(context: Context, row: MountTargetRow): MountTargetDescription {
  return {
    OwnerId: context.account,
    MountTargetId: row.id,
    FileSystemId: row.fileSystemId,
    SubnetId: row.subnetId,
    LifeCycleState: row.state,
    IpAddress: row.address,
    NetworkInterfaceId: row.networkInterfaceId,
    AvailabilityZoneId: row.zone.id,
    AvailabilityZoneName: row.zone.name,
    VpcId: row.vpcId,
  };
}

/** In a rehearsal: where it is, nobody knows. */
const assumed = (id: string): MountTargetDescription => ({
  ...{ MountTargetId: `fsmt-${id.slice(3)}`, FileSystemId: id, SubnetId: 'subnet-0', LifeCycleState: 'available' },
});
