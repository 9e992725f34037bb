import {
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { internetGatewayAttachmentResource } from '../../../steps/ec2/internet-gateway-attachment/resource.js';
import { securityGroupResource } from '../../../steps/ec2/security-group/resource.js';
import { subnetResource } from '../../../steps/ec2/subnet/resource.js';
import { vpcResource } from '../../../steps/ec2/vpc/resource.js';
import { fakeCloud } from '../fake-cloud.js';

const ofInstance = {
  NetworkInterfaceId: 'eni-1',
  SubnetId: 'subnet-1',
  Description: '',
  Attachment: { InstanceId: 'i-1' },
};
const ofGateway = {
  NetworkInterfaceId: 'eni-2',
  SubnetId: 'subnet-1',
  Description: 'Interface for NAT Gateway nat-1',
  RequesterManaged: true,
  RequesterId: 'amazon-aws',
  Association: { PublicIp: '203.0.113.9' },
};
const ofTask = {
  NetworkInterfaceId: 'eni-3',
  Description: 'arn:aws:ecs:us-east-1:1:attachment/x',
  RequesterManaged: true,
  RequesterId: '578734482556',
};
const instanceHolds = {
  type: 'network-interface',
  id: 'eni-1',
  owner: 'i-1',
  subnetId: 'subnet-1',
  tags: { team: 'x' },
  command: ['ec2', 'terminate-instances', '--instance-ids', 'i-1'],
};
const gatewayHolds = {
  type: 'network-interface',
  id: 'eni-2',
  description: 'Interface for NAT Gateway nat-1',
  owner: 'nat-1',
  subnetId: 'subnet-1',
};

/** A cloud in which the instance is there, and the NAT gateway is gone. */
function halfGone(...NetworkInterfaces: object[]) {
  const it = fakeCloud();
  it.ec2.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces });
  const Instances = [{ InstanceId: 'i-1', Tags: [{ Key: 'team', Value: 'x' }] }];
  it.ec2.on(DescribeInstancesCommand).resolves({ Reservations: [{ Instances }] });
  it.ec2.on(DescribeNatGatewaysCommand).resolves({});
  it.ec2.on(DescribeNetworkAclsCommand).resolves({});
  return it;
}

test('what holds a subnet is its network interfaces: whose they are, and whether they go by themselves', async () => {
  const { cloud } = halfGone(ofInstance, ofGateway, ofTask);
  expect(await subnetResource.dependents?.(cloud, 'subnet-1')).toEqual([
    instanceHolds,
    { ...gatewayHolds, goesByItself: true },
    {
      type: 'network-interface',
      id: 'eni-3',
      description: ofTask.Description,
      owner: ofTask.RequesterId,
      goesByItself: true,
    },
  ]);
});

test('an interface of a NAT gateway that is there stays with it, and the gateway is what has to go', async () => {
  const { ec2, cloud } = halfGone(ofGateway);
  ec2.on(DescribeNatGatewaysCommand).resolves({ NatGateways: [{ NatGatewayId: 'nat-1' }] });
  const command = ['ec2', 'delete-nat-gateway', '--nat-gateway-id', 'nat-1'];
  expect(await subnetResource.dependents?.(cloud, 'subnet-1')).toEqual([{ ...gatewayHolds, command }]);
});

test('a NAT gateway owns all interfaces of its addresses, whatever their descriptions say', async () => {
  const bare = { SubnetId: 'subnet-1', VpcId: 'vpc-1', Description: '', InterfaceType: 'nat_gateway' };
  const [first, second, stray] = ['eni-5', 'eni-6', 'eni-7'].map((NetworkInterfaceId) => ({
    ...bare,
    NetworkInterfaceId,
  }));
  const { ec2, cloud } = halfGone({ ...first }, { ...second }, { ...stray, RequesterManaged: true });
  const NatGatewayAddresses = [{ NetworkInterfaceId: 'eni-5' }, { NetworkInterfaceId: 'eni-6' }];
  ec2.on(DescribeNatGatewaysCommand).resolves({
    NatGateways: [
      { NatGatewayId: 'nat-1', State: 'available', NatGatewayAddresses },
      { NatGatewayId: 'nat-2', State: 'deleting', NatGatewayAddresses: [{ NetworkInterfaceId: 'eni-7' }] },
    ],
  });
  const command = ['ec2', 'delete-nat-gateway', '--nat-gateway-id', 'nat-1'];
  const those = (await subnetResource.dependents?.(cloud, 'subnet-1')) ?? [];
  expect(those.map(({ id, owner, ...it }) => [id, owner, it.command, it.goesByItself])).toEqual([
    ['eni-5', 'nat-1', command, undefined],
    ['eni-6', 'nat-1', command, undefined],
    ['eni-7', undefined, undefined, true],
  ]);
});

test('an internet gateway is held on to by those with a public address only', async () => {
  const { cloud } = halfGone(ofInstance, ofGateway);
  const id = { InternetGatewayId: 'igw-1', VpcId: 'vpc-1' };
  expect(await internetGatewayAttachmentResource.dependents?.(cloud, id)).toEqual([
    { ...gatewayHolds, goesByItself: true },
  ]);
});

test('a group is held by interfaces, and by groups whose rules name it, each once and not by itself', async () => {
  const { ec2, cloud } = halfGone(ofInstance);
  const SecurityGroups = [
    { GroupId: 'sg-1', GroupName: 'web' },
    { GroupId: 'sg-2', GroupName: 'mine' },
  ];
  ec2.on(DescribeSecurityGroupsCommand).callsFake(() => structuredClone({ SecurityGroups }));
  expect(await securityGroupResource.dependents?.(cloud, 'sg-1')).toEqual([
    instanceHolds,
    { type: 'security-group', id: 'sg-2', description: 'mine', tags: {} },
  ]);
});

test('a VPC is held by whatever is in it but for the group, the route table and the ACL that it was born with', async () => {
  const { ec2, cloud } = halfGone();
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [{ SubnetId: 'subnet-9' }] });
  ec2.on(DescribeSecurityGroupsCommand).resolves({
    SecurityGroups: [
      { GroupId: 'sg-0', GroupName: 'default' },
      { GroupId: 'sg-9', GroupName: 'GuardDutyManaged' },
    ],
  });
  ec2.on(DescribeInternetGatewaysCommand).resolves({ InternetGateways: [{ InternetGatewayId: 'igw-9' }] });
  ec2.on(DescribeRouteTablesCommand).resolves({
    RouteTables: [{ RouteTableId: 'rtb-0', Associations: [{ Main: true }] }, { RouteTableId: 'rtb-9' }],
  });
  ec2.on(DescribeVpcEndpointsCommand).resolves({
    VpcEndpoints: [
      { VpcEndpointId: 'vpce-8', State: 'Deleting' },
      { VpcEndpointId: 'vpce-9', State: 'Available' },
    ],
  });
  ec2.on(DescribeNetworkAclsCommand).resolves({
    NetworkAcls: [
      { NetworkAclId: 'acl-0', IsDefault: true, VpcId: 'vpc-1' },
      { NetworkAclId: 'acl-9', IsDefault: false, VpcId: 'vpc-1' },
    ],
  });
  const held = await vpcResource.dependents?.(cloud, 'vpc-1');
  expect(held?.map(({ id }) => id)).toEqual(['subnet-9', 'sg-9', 'igw-9', 'rtb-9', 'acl-9', 'vpce-9']);
  expect(held?.every(({ command }) => command !== undefined)).toBe(true);
});
