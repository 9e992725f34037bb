import { DescribeSecurityGroupsCommand, type IpPermission } from '@aws-sdk/client-ec2';
import { DescribeMountTargetSecurityGroupsCommand, type MountTargetDescription } from '@aws-sdk/client-efs';
import { all } from '../../../src/all.js';
import type { Cloud } from '../../../src/step.js';
import { fromUpper, isOfStack } from '../../common/tags.js';
import type { ExistingFileSystemWant } from './want.js';

/** Where NFS listens. Source: https://docs.aws.amazon.com/efs/latest/ug/network-access.html */
export const nfsPort = 2049;

/**
 * Why the groups of the mount targets let no task in: no rule is for NFS, or those that are name other groups. A range of addresses
 * is taken to be that of the tasks. Groups of the stack are known by their tags.
 * @returns undefined where tasks may get in
 */
export async function portProblem(
  cloud: Cloud,
  want: ExistingFileSystemWant,
  targets: readonly MountTargetDescription[],
): Promise<string | undefined> {
  const { FileSystemId: id, ZoneIds } = want;
  // In a rehearsal nobody knows where they are.
  const meant = targets.filter(({ AvailabilityZoneId: zone }) => zone === undefined || ZoneIds.includes(zone));
  const groupsOf = await all(meant.map(({ MountTargetId }) => groupsAt(cloud, MountTargetId ?? '')));
  const ids = [...new Set(groupsOf.flat())];
  if (ids.length === 0) return undefined;
  const rules = await rulesOf(cloud, ids);
  const isOpen = await all(
    groupsOf.map((groups) =>
      letsIn(
        cloud,
        want,
        groups.flatMap((it) => rules.get(it) ?? []),
      ),
    ),
  );
  const [group] = groupsOf.filter((_, i) => !isOpen[i]).flat();
  if (group === undefined) return undefined;
  return (
    `the security group ${group} of a mount target of ${id} lets no task in to port ${nfsPort} (NFS). It is not ours to change; ` +
    'whoever owns it can allow the addresses of the VPC, or a group that the tasks have in `securityGroups`: aws ec2 ' +
    `authorize-security-group-ingress --group-id ${group} --protocol tcp --port ${nfsPort} --cidr 10.0.0.0/16`
  );
}

async function groupsAt({ efs }: Cloud, MountTargetId: string): Promise<readonly string[]> {
  const { SecurityGroups = [] } = await efs.send(new DescribeMountTargetSecurityGroupsCommand({ MountTargetId }));
  return SecurityGroups;
}

/** By group, its rules for NFS. */
async function rulesOf({ ec2 }: Cloud, ids: readonly string[]): Promise<ReadonlyMap<string, readonly IpPermission[]>> {
  const Filters = [{ Name: 'group-id', Values: [...ids] }];
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  return new Map(
    SecurityGroups.map(({ GroupId = '', IpPermissions = [] }) => [GroupId, IpPermissions.filter(isForNfs)]),
  );
}

const isForNfs = ({ IpProtocol, FromPort = 0, ToPort = 65535 }: IpPermission): boolean =>
  IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= nfsPort && nfsPort <= ToPort);

async function letsIn(
  cloud: Cloud,
  { GroupIds }: ExistingFileSystemWant,
  rules: readonly IpPermission[],
): Promise<boolean> {
  if (rules.some((it) => [it.IpRanges, it.Ipv6Ranges, it.PrefixListIds].some((list) => (list ?? []).length > 0)))
    return true;
  const peers = rules.flatMap(({ UserIdGroupPairs = [] }) => UserIdGroupPairs.flatMap(({ GroupId }) => GroupId ?? []));
  if (peers.some((it) => GroupIds.includes(it))) return true;
  if (peers.length === 0) return false;
  const Filters = [{ Name: 'group-id', Values: [...new Set(peers)] }];
  const { SecurityGroups = [] } = await cloud.ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  return SecurityGroups.some(({ Tags }) => isOfStack(cloud, fromUpper(Tags)));
}
