import type { IpPermission } from '@aws-sdk/client-ec2';
import type { Context } from '../../../service.js';
import { existingRow, securityGroup } from '../resource-kinds.js';
import { groupByName } from './permissions.js';
import { invalidCombination, missingParameter } from '../refusals.js';
import type { SecurityGroupRow } from '../tables.js';

/** A permission in the flat members that requests had before `IpPermissions`; clients still send them. */
export interface FlatPermission {
  readonly IpPermissions?: IpPermission[] | undefined;
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly CidrIp?: string | undefined;
  readonly SourceSecurityGroupName?: string | undefined;
}
export interface GroupReference {
  readonly GroupId?: string | undefined;
  readonly GroupName?: string | undefined;
}

/** @throws AwsError MissingParameter, InvalidParameterValue for a group's name, its Malformed or NotFound */
export function requestedGroup(context: Context, { GroupId, GroupName }: GroupReference): SecurityGroupRow {
  if (!GroupId && GroupName) throw groupByName(GroupName);
  if (!GroupId) throw missingParameter('groupName or groupId');
  return existingRow(context, securityGroup, GroupId, 'groupId');
}

/** @throws AwsError MissingParameter where no permission is given in either form */
export function requestedPermissions(input: FlatPermission): readonly IpPermission[] {
  const { IpPermissions, IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName } = input;
  const isFlat = IpProtocol !== undefined || CidrIp !== undefined || SourceSecurityGroupName !== undefined;
  if (IpPermissions?.length && isFlat)
    throw invalidCombination("The parameter 'ipPermissions' may not be used in combination with 'ipProtocol'");
  if (IpPermissions?.length) return IpPermissions;
  if (!isFlat) throw missingParameter('ipPermissions');
  if (SourceSecurityGroupName !== undefined) throw groupByName(SourceSecurityGroupName);
  return [{ IpProtocol, FromPort, ToPort, IpRanges: CidrIp === undefined ? [] : [{ CidrIp }] }];
}
