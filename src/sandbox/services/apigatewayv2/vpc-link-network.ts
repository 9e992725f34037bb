import { vpcLinkZoneIds } from '../../../facts/vpc-link-zones.js';
import { isKnown } from '../../delays.js';
import type { Context } from '../../service.js';
import { securityGroups, subnets, type SubnetRow } from '../ec2/tables.js';
import { badRequest } from './refusals.js';

/** Fixed for a link's life. */
export interface Network {
  readonly SubnetIds: string[];
  readonly SecurityGroupIds: string[];
}

/**
 * Checks where a VPC link shall be: subnets of one VPC in zones that have VPC links, and groups of that VPC. In regions
 * whose zones AWS does not publish, every zone will do.
 * @throws AwsError `BadRequestException`; for a zone as in https://github.com/aws/aws-cdk/issues/13569
 */
export function checkNetwork({ SubnetIds, SecurityGroupIds }: Network, context: Context): void {
  if (SubnetIds.length < 1 || SubnetIds.length > 10) throw badRequest('SubnetIds must have 1 to 10 members.');
  if (SecurityGroupIds.length > 10) throw badRequest('SecurityGroupIds must have at most 10 members.');
  const found = SubnetIds.map((id) => subnetIn(context, id));
  const vpcIds = new Set(found.map(({ VpcId }) => VpcId));
  if (vpcIds.size > 1) throw badRequest('All subnets of a VPC link must be in the same VPC.');
  for (const id of SecurityGroupIds) {
    const group = securityGroups(context).get(id);
    if (!group || !isKnown(context, 'network-known', id)) throw badRequest(`The security group '${id}' does not exist`);
    if (!vpcIds.has(group.VpcId)) throw badRequest(`The security group '${id}' is not in the VPC of the subnets.`);
  }
}

function subnetIn(context: Context, id: string): SubnetRow {
  const subnet = subnets(context).get(id);
  if (!subnet || !isKnown(context, 'network-known', id)) throw badRequest(`The subnet ID '${id}' does not exist`);
  if (vpcLinkZoneIds(context.region)?.includes(subnet.AvailabilityZoneId) === false)
    throw badRequest(`Subnet is in Availability Zone '${subnet.AvailabilityZoneId}' where service is not available`);
  return subnet;
}
