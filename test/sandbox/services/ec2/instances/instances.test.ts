import {
  CreateLaunchTemplateCommand,
  CreateTagsCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  DescribeInstanceTypesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVolumesCommand,
  ImportKeyPairCommand,
  ModifySubnetAttributeCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
  type RunInstancesRequest,
} from '@aws-sdk/client-ec2';
import { CreateInstanceProfileCommand } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import { iam } from '../../../../../src/sandbox/services/iam/index.js';
import { testContext } from '../../../context.js';
import { addProfile } from '../../autoscaling/fleet.js';
import { testNetwork } from '../network.js';

/** A network with room for instances, and a small plain one to ask for. */
function testHosts() {
  const cloud = testNetwork();
  const vpcId = cloud.vpc();
  const [SubnetId, GroupId] = [cloud.subnet(vpcId), cloud.group(vpcId)];
  const image = (pattern: string) =>
    cloud.call(DescribeImagesCommand, { Filters: [{ Name: 'name', Values: [pattern] }] }).Images?.[0]?.ImageId;
  const wanted = {
    ImageId: image('al2023-ami-2023*x86_64'),
    InstanceType: 't3.nano',
    MinCount: 1,
    MaxCount: 1,
    SubnetId,
    SecurityGroupIds: [GroupId],
  } satisfies RunInstancesRequest;
  return {
    ...cloud,
    vpcId,
    subnetId: SubnetId,
    groupId: GroupId,
    image,
    wanted,
    launch: (more: Partial<RunInstancesRequest> = {}) => cloud.call(RunInstancesCommand, { ...wanted, ...more }),
    reason: (more: Partial<RunInstancesRequest>) => cloud.refused(RunInstancesCommand, { ...wanted, ...more }),
    instances: (question = {}) =>
      cloud.call(DescribeInstancesCommand, question).Reservations?.flatMap(({ Instances = [] }) => Instances) ?? [],
  };
}

test('B5: in the zone use1-az3 EC2 has none of the types that it has elsewhere', () => {
  const { subnet, vpcId, reason, launch } = testHosts();
  const SubnetId = subnet(vpcId, '10.0.2.0/24', 'us-east-1e');
  expect(reason({ SubnetId })).toEqual([
    'Unsupported',
    expect.stringContaining('t3.nano) is not supported in your requested Availability Zone (us-east-1e)'),
  ]);
  expect(launch().Instances).toHaveLength(1);
});

test('an instance is pending, then running, with its interface, its address and its volume at once', () => {
  const { launch, instances, call, pass, subnetId, groupId, vpcId } = testHosts();
  const TagSpecifications = (['instance', 'volume'] as const).map((ResourceType) => ({
    ResourceType,
    Tags: [{ Key: 'stack', Value: 'shop' }],
  }));
  const { Instances = [], ReservationId } = launch({ TagSpecifications, MetadataOptions: { HttpTokens: 'required' } });
  expect(ReservationId).toMatch(/^r-[0-9a-f]{17}$/);
  expect(Instances).toMatchObject([
    {
      State: { Code: 0, Name: 'pending' },
      PrivateIpAddress: '10.0.1.4',
      PrivateDnsName: 'ip-10-0-1-4.ec2.internal',
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
      SubnetId: subnetId,
      VpcId: vpcId,
      SecurityGroups: [{ GroupId: groupId }],
      NetworkInterfaces: [{ Status: 'in-use', Attachment: { DeviceIndex: 0, DeleteOnTermination: true } }],
      Tags: [{ Key: 'stack', Value: 'shop' }],
    },
  ]);
  pass(31);
  expect(instances()[0]?.State).toEqual({ Code: 16, Name: 'running' });
  const found = call(DescribeVolumesCommand, { Filters: [{ Name: 'tag:stack', Values: ['shop'] }] }).Volumes;
  expect(found).toMatchObject([
    { Size: 8, VolumeType: 'gp3', State: 'in-use', Attachments: [{ InstanceId: Instances[0]?.InstanceId }] },
  ]);
});

test('status checks are passed two minutes after an instance runs; what does not run is left out', () => {
  const { launch, call, pass } = testHosts();
  launch();
  const status = (IncludeAllInstances = false) =>
    call(DescribeInstanceStatusCommand, { IncludeAllInstances }).InstanceStatuses?.map(
      ({ InstanceStatus }) => InstanceStatus?.Status,
    );
  expect([status(), status(true)]).toEqual([[], ['not-applicable']]);
  pass(60);
  expect(status()).toEqual(['initializing']);
  pass(100);
  expect(status()).toEqual(['ok']);
});

test('a terminated instance keeps its subnet and group until it has ended, and is described for an hour', () => {
  const { launch, call, refused, instances, pass, subnetId, groupId } = testHosts();
  const InstanceIds = [launch().Instances?.[0]?.InstanceId ?? ''];
  pass(31);
  expect(refused(DeleteSubnetCommand, { SubnetId: subnetId })[0]).toBe('DependencyViolation');
  expect(call(TerminateInstancesCommand, { InstanceIds }).TerminatingInstances).toEqual([
    {
      InstanceId: InstanceIds[0],
      PreviousState: { Code: 16, Name: 'running' },
      CurrentState: { Code: 32, Name: 'shutting-down' },
    },
  ]);
  expect(refused(DeleteSecurityGroupCommand, { GroupId: groupId })[0]).toBe('DependencyViolation');
  pass(40);
  expect(instances()).toMatchObject([
    { State: { Name: 'terminated' }, NetworkInterfaces: [], BlockDeviceMappings: [] },
  ]);
  expect(instances()[0]).not.toHaveProperty('SubnetId');
  expect(call(DescribeNetworkInterfacesCommand, {}).NetworkInterfaces).toEqual([]);
  expect(call(DescribeVolumesCommand, {}).Volumes).toEqual([]);
  call(DeleteSubnetCommand, { SubnetId: subnetId });
  call(DeleteSecurityGroupCommand, { GroupId: groupId });
  const [again] = call(TerminateInstancesCommand, { InstanceIds }).TerminatingInstances ?? [];
  expect(again?.CurrentState?.Name).toBe('terminated');
  pass(3600);
  expect(refused(DescribeInstancesCommand, { InstanceIds })[0]).toBe('InvalidInstanceID.NotFound');
});

test('the same token launches once', () => {
  const { launch, instances, refused, wanted } = testHosts();
  const first = launch({ ClientToken: 'once' });
  expect(launch({ ClientToken: 'once' })).toEqual(first);
  expect(instances({ Filters: [{ Name: 'client-token', Values: ['once'] }] })).toHaveLength(1);
  const different = { ...wanted, MaxCount: 2, ClientToken: 'once' };
  expect(refused(RunInstancesCommand, different)[0]).toBe('IdempotentParameterMismatch');
});

test('EC2 knows a new profile only seconds later, and gives an instance only one with a role', () => {
  const { launch, reason, world } = testHosts();
  const IamInstanceProfile = { Name: 'host' };
  const account = testContext({ world, services: [ec2] });
  addProfile(account, 'old');
  account.call(iam, CreateInstanceProfileCommand, { InstanceProfileName: 'host' });
  expect(reason({ IamInstanceProfile })).toEqual([
    'InvalidParameterValue',
    'Value (host) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
  ]);
  account.pass(9);
  expect(reason({ IamInstanceProfile })[1]).toContain('has no associated IAM Roles');
  const Arn = 'arn:aws:iam::000000000000:instance-profile/old';
  expect(launch({ IamInstanceProfile: { Arn } }).Instances?.[0]?.IamInstanceProfile?.Arn).toBe(Arn);
});

test('what does not fit or does not exist is refused, and nothing is launched', () => {
  const { reason, instances, image, group, vpc } = testHosts();
  expect(reason({ ImageId: 'ami-00000000000000000' })).toEqual([
    'InvalidAMIID.NotFound',
    "The image id '[ami-00000000000000000]' does not exist",
  ]);
  expect(reason({ ImageId: image('*arm64') })[1]).toContain("does not match the architecture 'arm64'");
  expect(reason({ KeyName: 'me' })[0]).toBe('InvalidKeyPair.NotFound');
  expect(reason({ SubnetId: undefined })[0]).toBe('VPCIdNotSpecified');
  expect(reason({ SecurityGroupIds: [group(vpc('10.1.0.0/16'))] })[0]).toBe('InvalidParameter');
  expect(reason({ MinCount: 2 })[0]).toBe('InvalidParameterCombination');
  expect(reason({ MaxCount: 300 })[0]).toBe('InsufficientFreeAddressesInSubnet');
  expect(reason({ NetworkInterfaces: [{ DeviceIndex: 0 }] })[0]).toBe('InvalidParameterCombination');
  const small = [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 4 } }];
  expect(reason({ BlockDeviceMappings: small })[0]).toBe('InvalidBlockDeviceMapping');
  const stray = [{ ResourceType: 'vpc' as const, Tags: [{ Key: 'a' }] }];
  expect(reason({ TagSpecifications: stray })[0]).toBe('InvalidParameterValue');
  expect(reason({ InstanceMarketOptions: { MarketType: 'spot' } })[0]).toBe('NotImplemented');
  expect(reason({ InstanceType: 'p5.48xlarge' })[0]).toBe('NotImplemented');
  expect(instances()).toEqual([]);
});

test('a template is the rest of what a request says; tags are put together', () => {
  const { call, image, groupId, subnetId, pass } = testHosts();
  const tags = (...keys: string[]) => [
    { ResourceType: 'instance' as const, Tags: keys.map((Key) => ({ Key, Value: '' })) },
  ];
  call(CreateLaunchTemplateCommand, {
    LaunchTemplateName: 'host',
    LaunchTemplateData: {
      ImageId: image('al2023-ami-ecs*x86_64'),
      InstanceType: 'c5.large',
      SecurityGroupIds: [groupId],
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 50, VolumeType: 'gp3' } }],
      TagSpecifications: tags('a', 'b'),
    },
  });
  const { Instances } = call(RunInstancesCommand, {
    LaunchTemplate: { LaunchTemplateName: 'host' },
    InstanceType: 'c5.xlarge',
    SubnetId: subnetId,
    MinCount: 1,
    MaxCount: 2,
    TagSpecifications: tags('b', 'c'),
  });
  expect(Instances).toHaveLength(2);
  expect(Instances?.[0]).toMatchObject({ InstanceType: 'c5.xlarge', AmiLaunchIndex: 0 });
  expect(Instances?.[1]?.Tags?.map(({ Key }) => Key)).toEqual(['a', 'b', 'c']);
  pass(1);
  expect(call(DescribeVolumesCommand, {}).Volumes?.map(({ Size }) => Size)).toEqual([50, 50]);
});

test('a subnet with public addresses gives one, unless the interface says otherwise', () => {
  const { launch, call, subnetId } = testHosts();
  call(ModifySubnetAttributeCommand, { SubnetId: subnetId, MapPublicIpOnLaunch: { Value: true } });
  expect(launch().Instances?.[0]?.PublicIpAddress).toMatch(/^198\.18\./);
  const own = { DeviceIndex: 0, SubnetId: subnetId, AssociatePublicIpAddress: false };
  const hidden = launch({ SubnetId: undefined, SecurityGroupIds: undefined, NetworkInterfaces: [own] });
  expect(hidden.Instances?.[0]).not.toHaveProperty('PublicIpAddress');
});

test('instances are found by filter and page by page, each reservation by itself', () => {
  const { launch, call, instances } = testHosts();
  const first = launch({ MinCount: 3, MaxCount: 3 }).Instances?.map(({ InstanceId = '' }) => InstanceId) ?? [];
  for (let i = 0; i < 4; i += 1) launch();
  call(CreateTagsCommand, { Resources: [first[1] ?? ''], Tags: [{ Key: 'one', Value: 'of three' }] });
  const found = instances({ Filters: [{ Name: 'tag:one', Values: ['*three'] }] });
  expect(found.map(({ InstanceId }) => InstanceId)).toEqual([first[1]]);
  const page = call(DescribeInstancesCommand, { MaxResults: 5 });
  expect(page.Reservations?.map(({ Instances }) => Instances?.length)).toEqual([3, 1, 1]);
  const rest = call(DescribeInstancesCommand, { MaxResults: 5, NextToken: page.NextToken });
  expect(rest.Reservations?.map(({ Instances }) => Instances?.length)).toEqual([1, 1]);
  expect(instances({ Filters: [{ Name: 'instance-state-name', Values: ['running'] }] })).toEqual([]);
});

test('types say what fits on them', () => {
  const { call, refused } = testNetwork();
  expect(call(DescribeInstanceTypesCommand, { InstanceTypes: ['c5.xlarge', 't4g.nano'] }).InstanceTypes).toMatchObject([
    { VCpuInfo: { DefaultVCpus: 4 }, MemoryInfo: { SizeInMiB: 8192 }, NetworkInfo: { MaximumNetworkInterfaces: 4 } },
    { MemoryInfo: { SizeInMiB: 512 }, ProcessorInfo: { SupportedArchitectures: ['arm64'] } },
  ]);
  const odd = { InstanceTypes: ['enormous' as 'c5.large'] };
  expect(refused(DescribeInstanceTypesCommand, odd)[0]).toBe('InvalidInstanceType');
});

test('types from before Nitro can be launched, m1.small unless told, and are told from the others', () => {
  const { launch, call, subnet, vpcId } = testHosts();
  expect(launch({ InstanceType: undefined }).Instances?.[0]?.InstanceType).toBe('m1.small');
  const inOldZone = { InstanceType: 't2.micro', SubnetId: subnet(vpcId, '10.0.2.0/24', 'us-east-1e') } as const;
  expect(launch(inOldZone).Instances?.[0]?.InstanceType).toBe('t2.micro');
  const { InstanceTypes } = call(DescribeInstanceTypesCommand, { InstanceTypes: ['t2.micro', 'm1.small', 't3.micro'] });
  const shown = InstanceTypes?.map(({ Hypervisor, CurrentGeneration, FreeTierEligible }) => [
    Hypervisor,
    CurrentGeneration,
    FreeTierEligible,
  ]);
  expect(shown).toEqual([
    ['xen', true, true],
    ['xen', false, false],
    ['nitro', true, true],
  ]);
});

test('a key pair that is there can be named', () => {
  const { launch, call } = testHosts();
  const blob = Buffer.from(`\0\0\0\u000bssh-ed25519\0\0\0 ${'k'.repeat(32)}`);
  const PublicKeyMaterial = Buffer.from(`ssh-ed25519 ${blob.toString('base64')}`);
  call(ImportKeyPairCommand, { KeyName: 'me', PublicKeyMaterial });
  expect(launch({ KeyName: 'me' }).Instances?.[0]?.KeyName).toBe('me');
});
