import type {
  NatGateway as LiveNatGateway,
  NetworkAcl as LiveAcl,
  NetworkInterface as LiveInterface,
  Route as LiveRoute,
  RouteTable as LiveTable,
  SecurityGroup as LiveGroup,
  SecurityGroupRule as LiveRule,
  Subnet as LiveSubnet,
  VpcEndpoint as LiveEndpoint,
} from '@aws-sdk/client-ec2';
import type {
  NatGateway,
  NetworkAcl,
  NetworkInterface,
  Route,
  RouteTable,
  SecurityGroup,
  SecurityGroupRule,
  Subnet,
  VpcEndpoint,
} from '../path/network-facts.js';

/** What the way of a connection depends on, of each thing of a network as EC2 describes it. */

export const interfaceOf = (it: LiveInterface): NetworkInterface => ({
  NetworkInterfaceId: it.NetworkInterfaceId ?? '',
  InterfaceType: it.InterfaceType ?? 'interface',
  Description: it.Description ?? '',
  RequesterId: it.RequesterId,
  VpcId: it.VpcId ?? '',
  SubnetId: it.SubnetId ?? '',
  PrivateIpAddress: it.PrivateIpAddress ?? '',
  PublicIp: it.Association?.PublicIp,
  Groups: (it.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
  InstanceId: it.Attachment?.InstanceId,
  DeviceIndex: it.Attachment?.DeviceIndex,
});

/** @param rules those of the group, whatever others are among them */
export const groupOf = ({ GroupId = '', GroupName = '' }: LiveGroup, rules: readonly LiveRule[]): SecurityGroup => ({
  ...{ GroupId, GroupName },
  rules: rules.filter((it) => it.GroupId === GroupId).map(ruleOf),
});

const ruleOf = (it: LiveRule): SecurityGroupRule => ({
  SecurityGroupRuleId: it.SecurityGroupRuleId ?? '',
  IsEgress: it.IsEgress === true,
  IpProtocol: it.IpProtocol ?? '-1',
  FromPort: it.FromPort ?? -1,
  ToPort: it.ToPort ?? -1,
  CidrIpv4: it.CidrIpv4,
  ReferencedGroupId: it.ReferencedGroupInfo?.GroupId,
  PrefixListId: it.PrefixListId,
});

export const subnetOf = ({ SubnetId = '', VpcId = '', CidrBlock = '' }: LiveSubnet): Subnet => ({
  ...{ SubnetId, VpcId, CidrBlock },
});

/** @param SubnetIds those that it is for; the ones that it is associated with where none are given */
export const aclOf = (
  { NetworkAclId = '', Associations = [], Entries = [] }: LiveAcl,
  SubnetIds: readonly string[] = Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
): NetworkAcl => ({
  ...{ NetworkAclId, SubnetIds },
  Entries: Entries.map(({ RuleNumber = 0, Egress = false, RuleAction = 'deny', Protocol = '-1', ...it }) => ({
    ...{ RuleNumber, Egress, RuleAction, Protocol, CidrBlock: it.CidrBlock },
    ...(it.PortRange && { PortRange: { From: it.PortRange.From ?? 0, To: it.PortRange.To ?? 65_535 } }),
  })),
});

export const routeTableOf = ({
  RouteTableId = '',
  VpcId = '',
  Associations = [],
  Routes = [],
}: LiveTable): RouteTable => ({
  ...{ RouteTableId, VpcId, IsMain: Associations.some(({ Main }) => Main === true) },
  SubnetIds: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
  Routes: Routes.map(routeOf),
});

const routeOf = (it: LiveRoute): Route => ({
  DestinationCidrBlock: it.DestinationCidrBlock,
  DestinationPrefixListId: it.DestinationPrefixListId,
  Target: it.GatewayId ?? it.NatGatewayId ?? it.NetworkInterfaceId ?? it.VpcPeeringConnectionId ?? '',
  State: it.State ?? '',
});

/** Its state is in lower case in what AWS answers, and in upper case in the SDK's enumeration. */
export const endpointOf = ({
  VpcEndpointId = '',
  ServiceName = '',
  VpcId = '',
  State = '',
  PrivateDnsEnabled = false,
  NetworkInterfaceIds = [],
}: Omit<LiveEndpoint, 'State'> & { readonly State?: string | undefined }): VpcEndpoint => ({
  ...{ VpcEndpointId, ServiceName, VpcId, State: State.toLowerCase(), PrivateDnsEnabled, NetworkInterfaceIds },
});

export const natGatewayOf = ({
  NatGatewayId = '',
  SubnetId = '',
  State,
  NatGatewayAddresses: [address] = [],
}: LiveNatGateway): NatGateway => ({
  ...{ NatGatewayId, SubnetId, State: State ?? '', NetworkInterfaceId: address?.NetworkInterfaceId },
});
