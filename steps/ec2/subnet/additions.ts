import type { Addition, Cloud } from '../../../src/step.js';
import { fromUpper } from '../../common/tags.js';
import { networkAclsIn } from '../network-acls.js';

/**
 * The network ACL of a subnet, where it is not the default one of the VPC, which a new subnet has.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
 */
export async function networkAclOf(cloud: Cloud, subnetId: string, vpcId: string): Promise<Addition[]> {
  return (await networkAclsIn(cloud, vpcId))
    .filter(
      ({ IsDefault, Associations = [] }) => IsDefault === false && Associations.some((it) => it.SubnetId === subnetId),
    )
    .map(({ NetworkAclId = '', Tags }) => ({
      type: 'network-acl',
      id: { networkAclId: NetworkAclId, subnetId },
      description: `the network ACL ${NetworkAclId}, in the place of the VPC's own`,
      tags: fromUpper(Tags),
    }));
}
