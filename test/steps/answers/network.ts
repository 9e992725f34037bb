import {
  DescribeAddressesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  type RouteTable,
} from '@aws-sdk/client-ec2';
import { account, says, tags, upper, type Samples } from './sample.js';

const VpcId = 'vpc-0a1b2c3d4e5f60718';
const SubnetId = 'subnet-0b1c2d3e4f5061728';
const RouteTableId = 'rtb-0c1d2e3f405162738';
const NatGatewayId = 'nat-0d1e2f30415263748';
const AllocationId = 'eipalloc-0e1f203142536475a';
const InternetGatewayId = 'igw-0f1021324354657ab';
const GroupId = 'sg-01122334455667788';

const subnet = {
  AssignIpv6AddressOnCreation: false,
  AvailabilityZone: 'eu-west-1b',
  AvailabilityZoneId: 'euw1-az2',
  AvailableIpAddressCount: 251,
  BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' as const },
  CidrBlock: '10.20.1.0/24',
  DefaultForAz: false,
  EnableDns64: false,
  Ipv6CidrBlockAssociationSet: [],
  Ipv6Native: false,
  MapCustomerOwnedIpOnLaunch: false,
  MapPublicIpOnLaunch: true,
  OwnerId: account,
  PrivateDnsNameOptionsOnLaunch: {
    EnableResourceNameDnsAAAARecord: false,
    EnableResourceNameDnsARecord: false,
    HostnameType: 'ip-name' as const,
  },
  State: 'available' as const,
  SubnetArn: `arn:aws:ec2:eu-west-1:${account}:subnet/${SubnetId}`,
  SubnetId,
  Tags: upper,
  VpcId,
};
const vpc = {
  BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' as const },
  CidrBlock: '10.20.0.0/16',
  CidrBlockAssociationSet: [
    {
      AssociationId: 'vpc-cidr-assoc-09a8b7c6',
      CidrBlock: '10.20.0.0/16',
      CidrBlockState: { State: 'associated' as const },
    },
    {
      AssociationId: 'vpc-cidr-assoc-19a8b7c6',
      CidrBlock: '10.21.0.0/16',
      CidrBlockState: { State: 'associated' as const },
    },
  ],
  DhcpOptionsId: 'dopt-0a9b8c7d',
  InstanceTenancy: 'default' as const,
  IsDefault: false,
  OwnerId: account,
  State: 'available' as const,
  Tags: upper,
  VpcId,
};
const attributes = [
  says(DescribeVpcAttributeCommand, ({ Attribute }) =>
    Attribute === 'enableDnsSupport'
      ? { VpcId, EnableDnsSupport: { Value: true } }
      : { VpcId, EnableDnsHostnames: { Value: false } },
  ),
];
const table: RouteTable = {
  Associations: [
    {
      AssociationState: { State: 'associated' },
      Main: false,
      RouteTableAssociationId: 'rtbassoc-0112233445566aabb',
      RouteTableId,
      SubnetId,
    },
    { AssociationState: { State: 'associated' }, Main: true, RouteTableAssociationId: 'rtbassoc-main', RouteTableId },
  ],
  OwnerId: account,
  PropagatingVgws: [],
  RouteTableId,
  Routes: [
    { DestinationCidrBlock: '10.20.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
    {
      DestinationPrefixListId: 'pl-6da54004',
      GatewayId: 'vpce-0aa11bb22cc33dd44',
      Origin: 'CreateRoute',
      State: 'active',
    },
    { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId, Origin: 'CreateRoute', State: 'active' },
  ],
  Tags: upper,
  VpcId,
};
const gateways = says(DescribeInternetGatewaysCommand, {
  InternetGateways: [
    { Attachments: [{ State: 'available' as 'attached', VpcId }], InternetGatewayId, OwnerId: account, Tags: upper },
  ],
});

/** Sources: the pages of `Describe…` in https://docs.aws.amazon.com/AWSEC2/latest/APIReference/ */
export const network: Samples = {
  vpc: {
    id: VpcId,
    answers: [says(DescribeVpcsCommand, { Vpcs: [vpc] }), ...attributes],
    reads: {
      out: { vpcId: VpcId },
      live: { CidrBlock: '10.20.0.0/16', EnableDnsSupport: true, EnableDnsHostnames: false },
      tags,
    },
  },
  'existing-vpc': {
    id: { vpcId: VpcId, dns: 'on' },
    answers: [says(DescribeVpcsCommand, { Vpcs: [vpc] }), ...attributes],
    reads: { out: { vpcId: VpcId, cidr: '10.20.0.0/16' }, live: { VpcId, Dns: 'off' } },
  },
  subnet: {
    id: SubnetId,
    answers: [says(DescribeSubnetsCommand, { Subnets: [subnet] })],
    reads: {
      out: { subnetId: SubnetId },
      live: { VpcId, CidrBlock: '10.20.1.0/24', AvailabilityZoneId: 'euw1-az2', MapPublicIpOnLaunch: true },
      tags,
    },
  },
  'existing-subnet': {
    id: SubnetId,
    answers: [says(DescribeSubnetsCommand, { Subnets: [subnet] })],
    reads: { out: { subnetId: SubnetId, zoneId: 'euw1-az2' }, live: { SubnetId, VpcId } },
  },
  'route-table': {
    id: RouteTableId,
    answers: [says(DescribeRouteTablesCommand, { RouteTables: [table] })],
    reads: { out: { routeTableId: RouteTableId }, live: { VpcId }, tags },
  },
  route: {
    id: { RouteTableId, DestinationCidrBlock: '0.0.0.0/0' },
    answers: [says(DescribeRouteTablesCommand, { RouteTables: [table] })],
    reads: {
      out: { routeTableId: RouteTableId },
      live: { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: NatGatewayId },
    },
  },
  'route-table-association': {
    id: 'rtbassoc-0112233445566aabb',
    answers: [says(DescribeRouteTablesCommand, { RouteTables: [table] })],
    reads: { out: { associationId: 'rtbassoc-0112233445566aabb' }, live: { RouteTableId, SubnetId } },
  },
  'internet-gateway': {
    id: InternetGatewayId,
    answers: [gateways],
    reads: { out: { internetGatewayId: InternetGatewayId }, live: {}, tags },
  },
  'internet-gateway-attachment': {
    id: { InternetGatewayId, VpcId },
    answers: [gateways],
    reads: { out: { internetGatewayId: InternetGatewayId }, live: { InternetGatewayId, VpcId } },
  },
  'elastic-ip': {
    id: AllocationId,
    answers: [
      says(DescribeAddressesCommand, {
        Addresses: [
          {
            AllocationId,
            AssociationId: 'eipassoc-0ffeeddccbbaa9988',
            Domain: 'vpc',
            NetworkBorderGroup: 'eu-west-1',
            NetworkInterfaceId: 'eni-0ab12cd34ef56ab78',
            NetworkInterfaceOwnerId: account,
            PrivateIpAddress: '10.20.1.17',
            PublicIp: '203.0.113.25',
            PublicIpv4Pool: 'amazon',
            Tags: upper,
          },
        ],
      }),
    ],
    reads: { out: { allocationId: AllocationId, publicIp: '203.0.113.25' }, live: { Domain: 'vpc' }, tags },
  },
  'nat-gateway': {
    id: NatGatewayId,
    answers: [
      says(DescribeNatGatewaysCommand, {
        NatGateways: [
          {
            ConnectivityType: 'public',
            CreateTime: new Date('2026-03-01T08:30:00Z'),
            NatGatewayAddresses: [
              {
                AllocationId: 'eipalloc-0ffffffffffffffff',
                AssociationId: 'eipassoc-0ffffffffffffffff',
                IsPrimary: false,
                NetworkInterfaceId: 'eni-0ab12cd34ef56ab78',
                PrivateIp: '10.20.1.18',
                PublicIp: '203.0.113.26',
                Status: 'succeeded',
              },
              {
                AllocationId,
                AssociationId: 'eipassoc-0ffeeddccbbaa9988',
                IsPrimary: true,
                NetworkInterfaceId: 'eni-0ab12cd34ef56ab78',
                PrivateIp: '10.20.1.17',
                PublicIp: '203.0.113.25',
                Status: 'succeeded',
              },
            ],
            NatGatewayId,
            State: 'available',
            SubnetId,
            Tags: upper,
            VpcId,
          },
        ],
      }),
    ],
    reads: { out: { natGatewayId: NatGatewayId }, live: { SubnetId, AllocationId }, tags },
  },
  'security-group': {
    id: GroupId,
    answers: [
      says(DescribeSecurityGroupsCommand, {
        SecurityGroups: [
          {
            Description: 'Around the tasks of web',
            GroupId,
            GroupName: 'shop-web',
            IpPermissions: [
              {
                FromPort: 80,
                IpProtocol: 'tcp',
                IpRanges: [],
                Ipv6Ranges: [],
                PrefixListIds: [],
                ToPort: 80,
                UserIdGroupPairs: [{ GroupId: 'sg-0ffffffffffffffff', UserId: account }],
              },
            ],
            IpPermissionsEgress: [
              {
                IpProtocol: '-1',
                IpRanges: [{ CidrIp: '0.0.0.0/0' }],
                Ipv6Ranges: [],
                PrefixListIds: [],
                UserIdGroupPairs: [],
              },
            ],
            OwnerId: account,
            SecurityGroupArn: `arn:aws:ec2:eu-west-1:${account}:security-group/${GroupId}`,
            Tags: upper,
            VpcId,
          },
        ],
      }),
    ],
    reads: {
      out: { groupId: GroupId },
      live: { GroupName: 'shop-web', Description: 'Around the tasks of web', VpcId, Egress: 'all' },
      tags,
    },
  },
  'existing-security-group': {
    id: GroupId,
    answers: [
      says(DescribeSecurityGroupsCommand, {
        SecurityGroups: [
          {
            Description: 'Around the tasks of web',
            GroupId,
            GroupName: 'shop-web',
            IpPermissions: [
              {
                FromPort: 80,
                IpProtocol: 'tcp',
                IpRanges: [],
                Ipv6Ranges: [],
                PrefixListIds: [],
                ToPort: 80,
                UserIdGroupPairs: [{ GroupId: 'sg-0ffffffffffffffff', UserId: account }],
              },
            ],
            IpPermissionsEgress: [
              {
                IpProtocol: '-1',
                IpRanges: [{ CidrIp: '0.0.0.0/0' }],
                Ipv6Ranges: [],
                PrefixListIds: [],
                UserIdGroupPairs: [],
              },
            ],
            OwnerId: account,
            SecurityGroupArn: `arn:aws:ec2:eu-west-1:${account}:security-group/${GroupId}`,
            Tags: upper,
            VpcId,
          },
        ],
      }),
    ],
    reads: { out: { groupId: GroupId }, live: { GroupId, VpcId } },
  },
  'security-group-rule': {
    id: { ruleId: 'sgr-0aa11bb22cc33dd44', groupId: GroupId, direction: 'ingress' },
    answers: [
      says(DescribeSecurityGroupRulesCommand, {
        SecurityGroupRules: [
          {
            Description: 'Lets the load balancer in',
            FromPort: 80,
            GroupId,
            GroupOwnerId: account,
            IpProtocol: 'tcp',
            IsEgress: false,
            ReferencedGroupInfo: { GroupId: 'sg-0ffffffffffffffff', UserId: account },
            SecurityGroupRuleArn: `arn:aws:ec2:eu-west-1:${account}:security-group-rule/sgr-0aa11bb22cc33dd44`,
            SecurityGroupRuleId: 'sgr-0aa11bb22cc33dd44',
            Tags: upper,
            ToPort: 80,
          },
        ],
      }),
    ],
    reads: {
      out: { ruleId: 'sgr-0aa11bb22cc33dd44' },
      live: { GroupId, Direction: 'ingress', IpProtocol: 'tcp', Port: 80, Peer: 'sg-0ffffffffffffffff' },
      tags,
    },
  },
  'vpc-endpoint': {
    id: 'vpce-0aa11bb22cc33dd44',
    answers: [
      says(DescribeVpcEndpointsCommand, {
        VpcEndpoints: [
          {
            CreationTimestamp: new Date('2026-03-01T08:31:00Z'),
            DnsEntries: [{ DnsName: 'api.ecr.eu-west-1.amazonaws.com', HostedZoneId: 'ZONEIDLOCALPLACEHOLDER' }],
            DnsOptions: { DnsRecordIpType: 'ipv4' },
            Groups: [{ GroupId, GroupName: 'shop-endpoints' }],
            IpAddressType: 'ipv4',
            NetworkInterfaceIds: ['eni-0ab12cd34ef56ab78'],
            OwnerId: account,
            PolicyDocument: '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}',
            PrivateDnsEnabled: true,
            RequesterManaged: false,
            RouteTableIds: [],
            ServiceName: 'com.amazonaws.eu-west-1.ecr.api',
            State: 'available' as 'Available',
            SubnetIds: [SubnetId],
            Tags: upper,
            VpcEndpointId: 'vpce-0aa11bb22cc33dd44',
            VpcEndpointType: 'Interface',
            VpcId,
          },
        ],
      }),
    ],
    reads: {
      out: { vpcEndpointId: 'vpce-0aa11bb22cc33dd44' },
      live: {
        VpcEndpointType: 'Interface',
        VpcId,
        ServiceName: 'com.amazonaws.eu-west-1.ecr.api',
        SubnetIds: { [SubnetId]: true },
        SecurityGroupIds: { [GroupId]: true },
        PrivateDnsEnabled: true,
        RouteTableIds: {},
      },
      tags,
    },
  },
};
