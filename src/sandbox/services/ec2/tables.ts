import type {
  Address,
  InternetGateway,
  InternetGatewayAttachment,
  NatGateway,
  NetworkAcl,
  NetworkInterface,
  Route,
  RouteTable,
  RouteTableAssociation,
  SecurityGroup,
  SecurityGroupRule,
  Subnet,
  Tag,
  Vpc,
  VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { regional } from '../../service.js';

/** The SDK's type of a resource, in which the members that the sandbox always fills in are required. */
type With<T, Member extends keyof T> = T & { [M in Member]-?: NonNullable<T[M]> };

/** What every row has in common. The key of a row in its table is its id. */
export interface Taggable {
  Tags: Tag[];
}

export interface VpcRow extends With<Vpc, 'VpcId' | 'CidrBlock' | 'State' | 'OwnerId' | 'Tags'> {
  /** Read and changed one at a time, apart from the rest. */
  attributes: { enableDnsSupport: boolean; enableDnsHostnames: boolean; enableNetworkAddressUsageMetrics: boolean };
}
export const vpcs = regional<VpcRow>('ec2/vpcs');

export type SubnetRow = With<
  Subnet,
  'SubnetId' | 'VpcId' | 'CidrBlock' | 'State' | 'AvailabilityZone' | 'AvailabilityZoneId' | 'OwnerId' | 'Tags'
>;
export const subnets = regional<SubnetRow>('ec2/subnets');

export type InternetGatewayRow = With<
  Omit<InternetGateway, 'Attachments'>,
  'InternetGatewayId' | 'OwnerId' | 'Tags'
> & {
  Attachments: With<InternetGatewayAttachment, 'VpcId'>[];
};
export const internetGateways = regional<InternetGatewayRow>('ec2/internet-gateways');

export type AssociationRow = With<RouteTableAssociation, 'RouteTableAssociationId' | 'RouteTableId' | 'Main'>;
export type RouteTableRow = With<
  Omit<RouteTable, 'Associations' | 'Routes'>,
  'RouteTableId' | 'VpcId' | 'OwnerId' | 'Tags'
> & {
  Associations: AssociationRow[];
  /** Without their state, which depends on what their targets have become. */
  Routes: Omit<Route, 'State'>[];
};
export const routeTables = regional<RouteTableRow>('ec2/route-tables');

export type NetworkAclRow = With<NetworkAcl, 'NetworkAclId' | 'VpcId' | 'IsDefault' | 'Entries' | 'OwnerId' | 'Tags'>;
export const networkAcls = regional<NetworkAclRow>('ec2/network-acls');

/** Its permissions are the rows of `rules`. */
export type SecurityGroupRow = With<
  Omit<SecurityGroup, 'IpPermissions' | 'IpPermissionsEgress'>,
  'GroupId' | 'GroupName' | 'Description' | 'VpcId' | 'OwnerId' | 'SecurityGroupArn' | 'Tags'
>;
export const securityGroups = regional<SecurityGroupRow>('ec2/security-groups');

/** One peer for each rule. Protocols without ports have -1 for both, as AWS shows them. */
export type RuleRow = With<
  SecurityGroupRule,
  'SecurityGroupRuleId' | 'GroupId' | 'IsEgress' | 'IpProtocol' | 'FromPort' | 'ToPort' | 'Tags'
>;
export const rules = regional<RuleRow>('ec2/security-group-rules');

/** Its tags are the SDK's `TagSet`. */
export type NetworkInterfaceRow = With<
  Omit<NetworkInterface, 'TagSet'>,
  | 'NetworkInterfaceId'
  | 'SubnetId'
  | 'VpcId'
  | 'AvailabilityZone'
  | 'PrivateIpAddress'
  | 'Groups'
  | 'Status'
  | 'MacAddress'
  | 'OwnerId'
> &
  Taggable & {
    /** The ports at which something listens; absent where that is not known: an instance's, or nothing's of ECS. */
    listens?: number[];
  };
export const networkInterfaces = regional<NetworkInterfaceRow>('ec2/network-interfaces');

/** An Elastic IP. What it is associated with is the network interface that carries it. */
export type AddressRow = With<Address, 'AllocationId' | 'PublicIp' | 'Domain' | 'Tags'>;
export const addresses = regional<AddressRow>('ec2/addresses');

export type NatGatewayRow = With<
  Omit<NatGateway, 'NatGatewayAddresses'>,
  'NatGatewayId' | 'SubnetId' | 'VpcId' | 'State' | 'CreateTime' | 'Tags'
> & {
  AllocationId: string;
  /** From its creation until it is deleted; a gateway that fails has none. */
  networkInterfaceId?: string;
};
export const natGateways = regional<NatGatewayRow>('ec2/nat-gateways');

/**
 * The subnets of an interface endpoint are those of its interfaces, the route tables of a gateway endpoint those that
 * have its route: neither is kept a second time.
 */
export type VpcEndpointRow = With<
  Omit<VpcEndpoint, 'SubnetIds' | 'RouteTableIds' | 'DnsEntries' | 'State'>,
  | 'VpcEndpointId'
  | 'VpcEndpointType'
  | 'VpcId'
  | 'ServiceName'
  | 'PolicyDocument'
  | 'Groups'
  | 'NetworkInterfaceIds'
  | 'PrivateDnsEnabled'
  | 'OwnerId'
  | 'Tags'
> & {
  /** In lower case, as AWS answers; the SDK's enumeration has it in upper case. */
  State: 'pending' | 'available' | 'deleting';
  /** Part of its own DNS names, and the zone they are in. */
  dns: { label: string; hostedZoneId: string };
};
export const vpcEndpoints = regional<VpcEndpointRow>('ec2/vpc-endpoints');
