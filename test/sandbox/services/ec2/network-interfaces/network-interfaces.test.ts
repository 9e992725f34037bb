import {
  CreateNetworkInterfaceCommand,
  DeleteNetworkInterfaceCommand,
  DescribeNetworkInterfacesCommand,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { releaseInterface } from '../../../../../src/sandbox/services/ec2/network-interfaces/network-interfaces.js';
import { testNetwork } from '../network.js';

test('an interface gets the lowest free address of its subnet, and gives it back', () => {
  const cloud = testNetwork();
  const SubnetId = cloud.subnet(cloud.vpc(), '10.0.1.0/24');
  const [first, second] = [cloud.attach(SubnetId), cloud.attach(SubnetId)];
  expect([first.PrivateIpAddress, second.PrivateIpAddress]).toEqual(['10.0.1.4', '10.0.1.5']);
  releaseInterface(cloud.context(), first.NetworkInterfaceId);
  releaseInterface(cloud.context(), first.NetworkInterfaceId);
  expect(cloud.attach(SubnetId).PrivateIpAddress).toBe('10.0.1.4');
});

test('a full subnet takes no more interfaces', () => {
  const cloud = testNetwork();
  const SubnetId = cloud.subnet(cloud.vpc(), '10.0.0.0/28');
  const addresses = Array.from({ length: 11 }, () => cloud.attach(SubnetId).PrivateIpAddress);
  expect([addresses[0], addresses[10]]).toEqual(['10.0.0.4', '10.0.0.14']);
  expect(() => cloud.attach(SubnetId)).toThrow('does not have enough free addresses');
});

test('names come with DNS hostnames, a public address only where it is asked for', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const SubnetId = cloud.subnet(VpcId);
  const nameless = cloud.attach(SubnetId);
  expect([nameless.PrivateDnsName, nameless.Association]).toEqual([undefined, undefined]);
  cloud.call(ModifyVpcAttributeCommand, { VpcId, EnableDnsHostnames: { Value: true } });
  const named = cloud.attach(SubnetId, { publicIp: true });
  expect(named.PrivateDnsName).toBe('ip-10-0-1-5.ec2.internal');
  expect(named.Association).toEqual({
    PublicIp: '198.18.0.0',
    PublicDnsName: 'ec2-198-18-0-0.compute-1.amazonaws.com',
    IpOwnerId: 'amazon',
  });
  expect(cloud.attach(SubnetId, { publicIp: true }).Association?.PublicIp).toBe('198.18.0.1');
});

test('an interface without groups gets the default one, never one of another VPC', () => {
  const cloud = testNetwork();
  const SubnetId = cloud.subnet(cloud.vpc());
  expect(cloud.attach(SubnetId).Groups).toMatchObject([{ GroupName: 'default' }]);
  const elsewhere = cloud.group(cloud.vpc('10.1.0.0/16'));
  expect(() => cloud.attach(SubnetId, { groupIds: [elsewhere] })).toThrow('belong to different networks');
  expect(() => cloud.attach(SubnetId, { groupIds: ['sg-00000000000000000'] })).toThrow('does not exist');
});

test('interfaces are found by their group, their subnet or their VPC, which explains a refused delete', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const [SubnetId, other] = [cloud.subnet(VpcId), cloud.subnet(VpcId, '10.0.2.0/24')];
  const GroupId = cloud.group(VpcId);
  const { NetworkInterfaceId } = cloud.attach(SubnetId, { groupIds: [GroupId] });
  cloud.attach(other);
  const found = (Name: string, ...Values: string[]) =>
    cloud.call(DescribeNetworkInterfacesCommand, { Filters: [{ Name, Values }] }).NetworkInterfaces;
  const it = {
    NetworkInterfaceId,
    Description: 'a task',
    InterfaceType: 'interface',
    RequesterId: 'amazon-ecs',
    RequesterManaged: true,
    Status: 'in-use',
    Attachment: { Status: 'attached' },
    MacAddress: expect.stringMatching(/^02(:[0-9a-f]{2}){5}$/),
    TagSet: [],
  };
  expect(found('group-id', GroupId)).toMatchObject([it]);
  expect(found('subnet-id', SubnetId)).toMatchObject([it]);
  expect(found('vpc-id', VpcId)).toHaveLength(2);
  expect(found('interface-type', 'api_gateway_managed')).toEqual([]);
  expect(found('description', 'a t*')).toHaveLength(2);
  expect(found('association.public-ip', '*')).toEqual([]);
});

test('an interface that a service manages is in use, so the account cannot delete it', () => {
  const cloud = testNetwork();
  const { NetworkInterfaceId } = cloud.attach(cloud.subnet(cloud.vpc()));
  expect(cloud.refused(DeleteNetworkInterfaceCommand, { NetworkInterfaceId })).toEqual([
    'InvalidParameterValue',
    `Network interface '${NetworkInterfaceId}' is currently in use.`,
  ]);
  const gone = { NetworkInterfaceId: 'eni-00000000000000000' };
  expect(cloud.refused(DeleteNetworkInterfaceCommand, gone)).toEqual([
    'InvalidNetworkInterfaceID.NotFound',
    "The networkInterface ID 'eni-00000000000000000' does not exist",
  ]);
});

test('an interface of its own is attached to nothing, and whoever made it deletes it', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const [SubnetId, GroupId] = [cloud.subnet(VpcId), cloud.group(VpcId)];
  const asked = { SubnetId, Groups: [GroupId], Description: 'spare' };
  const { NetworkInterface } = cloud.call(CreateNetworkInterfaceCommand, asked);
  expect(NetworkInterface).toMatchObject({
    ...asked,
    Groups: [{ GroupId }],
    Status: 'available',
    RequesterManaged: false,
  });
  const { NetworkInterfaces } = cloud.call(DescribeNetworkInterfacesCommand, {});
  expect(NetworkInterfaces).toMatchObject([{ Status: 'available', Description: 'spare', Attachment: undefined }]);
  const { NetworkInterfaceId } = NetworkInterface ?? {};
  cloud.call(DeleteNetworkInterfaceCommand, { NetworkInterfaceId });
  expect(cloud.call(DescribeNetworkInterfacesCommand, {}).NetworkInterfaces).toEqual([]);
});
