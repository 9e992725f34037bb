/** The network that a connection meets in a VPC, with AWS's nouns, and of each only what the way depends on. */
export interface NetworkFacts {
  readonly networkInterfaces: readonly NetworkInterface[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly subnets: readonly Subnet[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly routeTables: readonly RouteTable[];
  readonly vpcEndpoints: readonly VpcEndpoint[];
  readonly natGateways: readonly NatGateway[];
  readonly prefixLists: readonly PrefixList[];
}

export interface NetworkInterface {
  readonly NetworkInterfaceId: string;
  readonly InterfaceType: string;
  readonly Description: string;
  readonly RequesterId?: string | undefined;
  readonly VpcId: string;
  readonly SubnetId: string;
  readonly PrivateIpAddress: string;
  readonly PublicIp?: string | undefined;
  readonly Groups: readonly string[];
  readonly InstanceId?: string | undefined;
  /** 0 is the one that the instance itself sends by. */
  readonly DeviceIndex?: number | undefined;
}
export interface SecurityGroup {
  readonly GroupId: string;
  readonly GroupName: string;
  readonly rules: readonly SecurityGroupRule[];
}
export interface SecurityGroupRule {
  readonly SecurityGroupRuleId: string;
  readonly IsEgress: boolean;
  /** `tcp`, `-1` */
  readonly IpProtocol: string;
  /** -1 for all. */
  readonly FromPort: number;
  readonly ToPort: number;
  readonly CidrIpv4?: string | undefined;
  readonly ReferencedGroupId?: string | undefined;
  readonly PrefixListId?: string | undefined;
}
export interface Subnet {
  readonly SubnetId: string;
  readonly VpcId: string;
  readonly CidrBlock: string;
}
export interface NetworkAcl {
  readonly NetworkAclId: string;
  readonly SubnetIds: readonly string[];
  readonly Entries: readonly AclEntry[];
}
export interface AclEntry {
  readonly RuleNumber: number;
  readonly Egress: boolean;
  readonly RuleAction: string;
  readonly Protocol: string;
  readonly CidrBlock?: string | undefined;
  readonly PortRange?: { readonly From: number; readonly To: number } | undefined;
}
export interface RouteTable {
  readonly RouteTableId: string;
  readonly VpcId: string;
  readonly SubnetIds: readonly string[];
  /** The table of the subnets that no other one is associated with. */
  readonly IsMain: boolean;
  readonly Routes: readonly Route[];
}
export interface Route {
  readonly DestinationCidrBlock?: string | undefined;
  /** One of AWS's lists of ranges, in the place of a range. */
  readonly DestinationPrefixListId?: string | undefined;
  /** `local`, `igw-…`, `nat-…`, `vpce-…` */
  readonly Target: string;
  readonly State: string;
}

export interface VpcEndpoint {
  readonly VpcEndpointId: string;
  /** `com.amazonaws.us-east-1.ecr.api` */
  readonly ServiceName: string;
  readonly VpcId: string;
  readonly State: string;
  /** Whether the public name of the service leads to it in its VPC. */
  readonly PrivateDnsEnabled: boolean;
  /** None of a gateway endpoint: route tables lead to it. */
  readonly NetworkInterfaceIds: readonly string[];
}
export interface NatGateway {
  readonly NatGatewayId: string;
  readonly SubnetId: string;
  readonly State: string;
  /** Absent of one that has failed. */
  readonly NetworkInterfaceId?: string | undefined;
}
/** A list that AWS keeps of the addresses of a service. */
export interface PrefixList {
  readonly PrefixListId: string;
  /** `com.amazonaws.us-east-1.s3` */
  readonly PrefixListName: string;
  readonly Cidrs: readonly string[];
}
