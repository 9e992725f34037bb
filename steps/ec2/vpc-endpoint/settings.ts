import type { ModifyVpcEndpointRequest, VpcEndpoint } from '@aws-sdk/client-ec2';
import { idSet, without, type IdSet } from '../../common/id-set.js';

export interface VpcEndpointWant {
  readonly VpcEndpointType: 'Interface' | 'Gateway';
  readonly VpcId: string;
  /** Such as `com.amazonaws.us-east-1.ecr.api`. */
  readonly ServiceName: string;
  /** Only of an interface endpoint, like the next two members. */
  readonly SubnetIds: IdSet;
  readonly SecurityGroupIds: IdSet;
  readonly PrivateDnsEnabled: boolean;
  /** Only of a gateway endpoint. */
  readonly RouteTableIds: IdSet;
}

/** The input of CreateVpcEndpoint: only the members of its type, because EC2 refuses those of the other. */
export function vpcEndpointInput(want: VpcEndpointWant) {
  const { VpcEndpointType, VpcId, ServiceName, PrivateDnsEnabled } = want;
  const common = { VpcEndpointType, VpcId, ServiceName };
  if (VpcEndpointType === 'Gateway') return { ...common, RouteTableIds: Object.keys(want.RouteTableIds) };
  const SubnetIds = Object.keys(want.SubnetIds);
  return { ...common, SubnetIds, SecurityGroupIds: Object.keys(want.SecurityGroupIds), PrivateDnsEnabled };
}

/** An endpoint as DescribeVpcEndpoints shows it. */
export const liveVpcEndpoint = (endpoint: VpcEndpoint) => ({
  VpcEndpointType: endpoint.VpcEndpointType as VpcEndpointWant['VpcEndpointType'],
  VpcId: endpoint.VpcId,
  ServiceName: endpoint.ServiceName,
  SubnetIds: idSet(endpoint.SubnetIds),
  SecurityGroupIds: idSet(endpoint.Groups?.flatMap(({ GroupId = [] }) => GroupId)),
  PrivateDnsEnabled: endpoint.PrivateDnsEnabled ?? false,
  RouteTableIds: idSet(endpoint.RouteTableIds),
});

type Change = Omit<ModifyVpcEndpointRequest, 'VpcEndpointId'>;

/** The input of ModifyVpcEndpoint for the members in `changed`; undefined if nothing differs. */
export function vpcEndpointChange(want: VpcEndpointWant, endpoint: VpcEndpoint, changed: readonly string[]): Change {
  const live = liveVpcEndpoint(endpoint);
  const sets = (['SubnetIds', 'SecurityGroupIds', 'RouteTableIds'] as const)
    .filter((member) => changed.includes(member))
    .flatMap((member) => [
      [`Add${member}`, without(want[member], live[member])] as const,
      [`Remove${member}`, without(live[member], want[member])] as const,
    ])
    .filter(([, ids]) => ids.length > 0);
  const { PrivateDnsEnabled } = want;
  const named = changed.includes('PrivateDnsEnabled') && PrivateDnsEnabled !== live.PrivateDnsEnabled;
  return { ...Object.fromEntries(sets), ...(named ? { PrivateDnsEnabled } : {}) };
}
