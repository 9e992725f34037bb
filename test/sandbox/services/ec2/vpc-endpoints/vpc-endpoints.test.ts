import {
  CreateVpcEndpointCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { testEgress } from '../egress.js';

test('an interface endpoint is an interface in each of its subnets, and names of its own', () => {
  const cloud = testEgress();
  const GroupId = cloud.group(cloud.VpcId, 'endpoints');
  const id = cloud.endpoint('ecr.api', { SubnetIds: [...cloud.subnets], SecurityGroupIds: [GroupId] });
  const interfaces = cloud.interfaces('vpc_endpoint');
  expect(interfaces).toMatchObject(
    cloud.subnets.map((SubnetId) => ({
      SubnetId,
      Description: `VPC Endpoint Interface ${id}`,
      Groups: [{ GroupId, GroupName: 'endpoints' }],
    })),
  );
  const [shown] = cloud.endpoints(id);
  expect(shown).toMatchObject({
    VpcEndpointType: 'Interface',
    State: 'pending',
    PrivateDnsEnabled: true,
    Groups: [{ GroupId }],
    SubnetIds: cloud.subnets,
    NetworkInterfaceIds: interfaces.map(({ NetworkInterfaceId }) => NetworkInterfaceId),
    RouteTableIds: [],
  });
  expect(shown?.DnsEntries?.map(({ DnsName }) => DnsName?.replace(/-[0-9a-f]{8}(?=[.-])/, ''))).toEqual([
    `${id}.api.ecr.us-east-1.vpce.amazonaws.com`,
    `${id}-us-east-1a.api.ecr.us-east-1.vpce.amazonaws.com`,
    `${id}-us-east-1b.api.ecr.us-east-1.vpce.amazonaws.com`,
    'api.ecr.us-east-1.amazonaws.com',
  ]);
  cloud.pass(42);
  expect(cloud.endpoints(id)[0]?.State).toBe('pending');
  cloud.pass(1);
  expect(cloud.endpoints(id)[0]?.State).toBe('available');
});

test('a gateway endpoint is a route in each of its tables, which nobody else can take away', () => {
  const cloud = testEgress();
  const RouteTableId = cloud.table(cloud.VpcId);
  const id = cloud.endpoint('s3', { RouteTableIds: [RouteTableId] });
  const route = { DestinationPrefixListId: 'pl-63a5400a', GatewayId: id, Origin: 'CreateRoute', State: 'active' };
  expect(cloud.routes(RouteTableId)[1]).toEqual(route);
  cloud.pass(6);
  expect(cloud.endpoints(id)).toMatchObject([
    { VpcEndpointType: 'Gateway', State: 'available', RouteTableIds: [RouteTableId], SubnetIds: [], DnsEntries: [] },
  ]);
  const { DestinationPrefixListId } = route;
  expect(cloud.refused(DeleteRouteCommand, { RouteTableId, DestinationPrefixListId })).toEqual([
    'InvalidParameterValue',
    `cannot remove VPC endpoint route pl-63a5400a in route table ${RouteTableId}`,
  ]);
  expect(cloud.refusedEndpoint('s3', { RouteTableIds: [RouteTableId] })).toEqual([
    'RouteAlreadyExists',
    `route table ${RouteTableId} already has a route with destination-prefix-list-id pl-63a5400a`,
  ]);
  cloud.endpoint('dynamodb', { RouteTableIds: [RouteTableId] });
  expect(cloud.routes(RouteTableId)).toHaveLength(3);
  cloud.call(DeleteRouteTableCommand, { RouteTableId });
  expect(cloud.endpoints(id)[0]?.RouteTableIds).toEqual([]);
});

test('a token makes one endpoint of a repeated request; without one, the default group is meant', () => {
  const cloud = testEgress();
  const request = {
    VpcId: cloud.VpcId,
    VpcEndpointType: 'Interface' as const,
    ServiceName: 'com.amazonaws.us-east-1.logs',
    SubnetIds: [cloud.subnets[0]],
    ClientToken: 'mine',
  };
  const first = cloud.call(CreateVpcEndpointCommand, request);
  expect(first.VpcEndpoint?.Groups).toMatchObject([{ GroupName: 'default' }]);
  expect(cloud.call(CreateVpcEndpointCommand, request)).toEqual(first);
  expect(cloud.endpoints()).toHaveLength(1);
});

test('services are known by name and type', () => {
  const cloud = testEgress();
  expect(cloud.refusedEndpoint('shop')).toEqual([
    'InvalidServiceName',
    "The Vpc Endpoint Service 'com.amazonaws.us-east-1.shop' does not exist",
  ]);
  expect(cloud.refusedEndpoint('logs', { VpcEndpointType: 'Gateway' })).toEqual([
    'InvalidParameter',
    'Endpoint type (Gateway) does not match available service types ([Interface]).',
  ]);
  expect(cloud.refusedEndpoint('s3', { VpcEndpointType: undefined, SubnetIds: [cloud.subnets[0]] })).toEqual([
    'InvalidParameter',
    'Subnet IDs are only supported for Interface and GatewayLoadBalancer type VPC Endpoints.',
  ]);
  const described = cloud.call(DescribeVpcEndpointServicesCommand, {
    ServiceNames: ['com.amazonaws.us-east-1.s3', 'com.amazonaws.us-east-1.ecr.dkr'],
  });
  expect(described.ServiceNames).toEqual(['com.amazonaws.us-east-1.s3', 'com.amazonaws.us-east-1.ecr.dkr']);
  expect(described.ServiceDetails?.map(({ ServiceType, PrivateDnsName }) => [ServiceType, PrivateDnsName])).toEqual([
    [[{ ServiceType: 'Gateway' }], undefined],
    [[{ ServiceType: 'Interface' }], '*.dkr.ecr.us-east-1.amazonaws.com'],
    [[{ ServiceType: 'Interface' }], '*.s3.us-east-1.amazonaws.com'],
  ]);
  expect(described.ServiceDetails?.[0]?.AvailabilityZones).toContain('us-east-1a');
  const Filters = [{ Name: 'service-type', Values: ['Gateway'] }];
  expect(cloud.call(DescribeVpcEndpointServicesCommand, { Filters }).ServiceNames).toHaveLength(2);
});

test('a private name needs both DNS attributes of the VPC, and is there once', () => {
  const cloud = testEgress();
  const first = cloud.endpoint('ecr.dkr');
  const conflict = [
    'InvalidParameter',
    'private-dns-enabled cannot be set because there is already a conflicting DNS domain for ' +
      `dkr.ecr.us-east-1.amazonaws.com in the VPC ${cloud.VpcId}`,
  ];
  expect(cloud.refusedEndpoint('ecr.dkr')).toEqual(conflict);
  cloud.endpoint('ecr.dkr', { PrivateDnsEnabled: false });
  cloud.call(DeleteVpcEndpointsCommand, { VpcEndpointIds: [first] });
  expect(cloud.refusedEndpoint('ecr.dkr')).toEqual(conflict);
  cloud.pass(40);
  cloud.endpoint('ecr.dkr');

  cloud.call(ModifyVpcAttributeCommand, { VpcId: cloud.VpcId, EnableDnsHostnames: { Value: false } });
  expect(cloud.refusedEndpoint('logs')[1]).toContain('enableDnsSupport and enableDnsHostnames');
  cloud.endpoint('logs', { PrivateDnsEnabled: false });
});

test('the subnets of an endpoint are in different zones, and in its VPC, like its security groups', () => {
  const cloud = testEgress();
  const twin = cloud.subnet(cloud.VpcId, '10.0.9.0/24', 'us-east-1a');
  const refused = (SubnetIds: string[], SecurityGroupIds?: string[]) =>
    cloud.refusedEndpoint('logs', { SubnetIds, ...(SecurityGroupIds && { SecurityGroupIds }) })[0];
  const [SubnetId] = cloud.subnets;
  expect(refused([SubnetId, twin])).toBe('DuplicateSubnetsInSameZone');
  expect(refused(['subnet-00000000000000000'])).toBe('InvalidSubnetID.NotFound');
  const other = cloud.vpc('10.1.0.0/16');
  expect(refused([cloud.subnet(other, '10.1.1.0/24')])).toBe('InvalidParameter');
  expect(refused([SubnetId], [cloud.group(other)])).toBe('InvalidParameter');
  expect(refused([SubnetId], ['sg-00000000000000000'])).toBe('InvalidGroup.NotFound');
  expect(cloud.refusedEndpoint('logs', { PolicyDocument: 'all' })[0]).toBe('InvalidPolicyDocument');
  expect(cloud.refusedEndpoint('s3', { PrivateDnsEnabled: true })[1]).toContain('must have a Gateway endpoint');
  expect([cloud.endpoints(), cloud.interfaces('vpc_endpoint')]).toEqual([[], []]);
});

test('many endpoints are deleted at once, and the answer of a success lists those that do not exist', () => {
  const cloud = testEgress();
  const made = ['ecr.api', 'logs'].map((service) => cloud.endpoint(service, { SubnetIds: [cloud.subnets[0]] }));
  const gone = 'vpce-00000000000000000';
  expect(cloud.call(DeleteVpcEndpointsCommand, { VpcEndpointIds: [...made, gone] })).toEqual({
    Unsuccessful: [
      {
        ResourceId: gone,
        Error: { Code: 'InvalidVpcEndpoint.NotFound', Message: `The Vpc Endpoint Id '${gone}' does not exist` },
      },
    ],
  });
  expect(cloud.endpoints(...made).map(({ State }) => State)).toEqual(['deleting', 'deleting']);
  expect(cloud.call(DeleteVpcEndpointsCommand, { VpcEndpointIds: made })).toEqual({ Unsuccessful: [] });
  cloud.pass(40);
  expect([cloud.endpoints(), cloud.interfaces('vpc_endpoint')]).toEqual([[], []]);
  expect(cloud.refused(DescribeVpcEndpointsCommand, { VpcEndpointIds: made })[0]).toBe('InvalidVpcEndpointId.NotFound');
  expect(cloud.refused(DeleteVpcEndpointsCommand, { VpcEndpointIds: ['logs'] })[0]).toBe(
    'InvalidVpcEndpointId.Malformed',
  );
});

test('until it is gone an endpoint holds its subnets, its groups and its VPC', () => {
  const cloud = testEgress();
  const {
    VpcId,
    subnets: [SubnetId, other],
  } = cloud;
  const GroupId = cloud.group(VpcId);
  const id = cloud.endpoint('logs', { SubnetIds: [SubnetId], SecurityGroupIds: [GroupId] });
  const gateway = cloud.endpoint('s3', { RouteTableIds: [] });
  cloud.pass(43);
  cloud.call(DeleteVpcEndpointsCommand, { VpcEndpointIds: [id] });
  expect(cloud.refused(DeleteSubnetCommand, { SubnetId })[0]).toBe('DependencyViolation');
  expect(cloud.refused(DeleteSecurityGroupCommand, { GroupId })[0]).toBe('DependencyViolation');
  cloud.pass(40);
  cloud.call(DeleteSecurityGroupCommand, { GroupId });
  for (const each of [SubnetId, other]) cloud.call(DeleteSubnetCommand, { SubnetId: each });
  expect(cloud.refused(DeleteVpcCommand, { VpcId })[0]).toBe('DependencyViolation');
  cloud.call(DeleteVpcEndpointsCommand, { VpcEndpointIds: [gateway] });
  cloud.pass(6);
  cloud.call(DeleteVpcCommand, { VpcId });
});

test('endpoints are found by filters', () => {
  const cloud = testEgress();
  const [logs, ssm] = [cloud.endpoint('logs'), cloud.endpoint('ssm')];
  cloud.endpoint('s3', { RouteTableIds: [] });
  cloud.pass(6);
  const found = (Name: string, ...Values: string[]) =>
    cloud
      .call(DescribeVpcEndpointsCommand, {
        Filters: [
          { Name, Values },
          { Name: 'vpc-id', Values: [cloud.VpcId] },
        ],
      })
      .VpcEndpoints?.map((it) => it.VpcEndpointId);
  expect(found('vpc-endpoint-state', 'pending')).toEqual([logs, ssm]);
  expect(found('service-name', '*.ssm')).toEqual([ssm]);
  expect(found('vpc-endpoint-type', 'Gateway')).toHaveLength(1);
});
