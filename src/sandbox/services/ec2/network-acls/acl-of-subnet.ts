import type { Context } from '../../../service.js';
import { networkAcls, subnets, type NetworkAclRow } from '../tables.js';

/** The ACL of a subnet: the one that somebody has associated with it, else the default one of its VPC. */
export function aclOfSubnet(context: Context, subnetId: string): NetworkAclRow | undefined {
  const rows = networkAcls(context);
  const VpcId = subnets(context).get(subnetId)?.VpcId;
  return (
    rows.find(({ Associations = [] }) => Associations.some((it) => it.SubnetId === subnetId)) ??
    rows.find((row) => row.IsDefault && row.VpcId === VpcId)
  );
}
