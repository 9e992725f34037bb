import {
  DescribeInternetGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { internetGatewayAttachmentResource } from '../../steps/internet-gateway-attachment.js';
import { securityGroupResource } from '../../steps/security-group.js';
import { subnetResource } from '../../steps/subnet.js';
import { vpcResource } from '../../steps/vpc.js';
import { fakeCloud } from './fake-cloud.js';

const ofInstance = { NetworkInterfaceId: 'eni-1', SubnetId: 'subnet-1', Description: '', Attachment: { InstanceId: 'i-1' } };
const ofBalancer = {
  NetworkInterfaceId: 'eni-2',
  SubnetId: 'subnet-1',
  Description: 'ELB app/shop/1',
  RequesterManaged: true,
  RequesterId: 'amazon-elb',
  Association: { PublicIp: '203.0.113.9' },
};
const instanceHolds = { type: 'network-interface', id: 'eni-1', owner: 'i-1', subnetId: 'subnet-1' };
const balancerHolds = {
  type: 'network-interface',
  id: 'eni-2',
  description: 'ELB app/shop/1',
  owner: 'amazon-elb',
  subnetId: 'subnet-1',
  goesByItself: true,
};

test('what holds a subnet is its network interfaces: whose they are, and whether they go by themselves', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  ec2.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces: [ofInstance, ofBalancer] });
  expect(await subnetResource.holders?.(cloud, 'subnet-1')).toEqual([instanceHolds, balancerHolds]);
  expect(sent()).toEqual([['DescribeNetworkInterfaces', { Filters: [{ Name: 'subnet-id', Values: ['subnet-1'] }] }]]);
});

test('an internet gateway is held on to by those with a public address only', async () => {
  const { ec2, cloud } = fakeCloud();
  ec2.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces: [ofInstance, ofBalancer] });
  const id = { InternetGatewayId: 'igw-1', VpcId: 'vpc-1' };
  expect(await internetGatewayAttachmentResource.holders?.(cloud, id)).toEqual([balancerHolds]);
});

test('a group is held by interfaces, and by groups whose rules name it, each once and not by itself', async () => {
  const { ec2, cloud } = fakeCloud();
  ec2.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces: [ofInstance] });
  const SecurityGroups = [{ GroupId: 'sg-1', GroupName: 'web' }, { GroupId: 'sg-2', GroupName: 'mine' }];
  ec2.on(DescribeSecurityGroupsCommand).callsFake(() => structuredClone({ SecurityGroups }));
  expect(await securityGroupResource.holders?.(cloud, 'sg-1')).toEqual([
    instanceHolds,
    { type: 'security-group', id: 'sg-2', description: 'mine' },
  ]);
});

test('a VPC is held by whatever is in it but for the group that it was born with', async () => {
  const { ec2, cloud } = fakeCloud();
  ec2.on(DescribeNetworkInterfacesCommand).resolves({});
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [{ SubnetId: 'subnet-9' }] });
  ec2.on(DescribeSecurityGroupsCommand).resolves({
    SecurityGroups: [{ GroupId: 'sg-0', GroupName: 'default' }, { GroupId: 'sg-9', GroupName: 'GuardDutyManaged' }],
  });
  ec2.on(DescribeInternetGatewaysCommand).resolves({ InternetGateways: [{ InternetGatewayId: 'igw-9' }] });
  expect(await vpcResource.holders?.(cloud, 'vpc-1')).toEqual([
    { type: 'subnet', id: 'subnet-9' },
    { type: 'security-group', id: 'sg-9', description: 'GuardDutyManaged' },
    { type: 'internet-gateway', id: 'igw-9' },
  ]);
});
