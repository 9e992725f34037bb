import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  ImportKeyPairCommand,
  RunInstancesCommand,
  type Instance as LiveInstance,
  type InstanceStateName,
} from '@aws-sdk/client-ec2';
import { GetInstanceProfileCommand, type InstanceProfile } from '@aws-sdk/client-iam';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { architectureOf } from '../../../src/facts/instance-architecture.js';
import { changedMembers } from '../../../src/runner/compare.js';
import { ecsAmi, linuxAmi } from '../../../steps/ssm/ami/resource.js';
import { availabilityZones } from '../../../steps/ec2/availability-zones/resource.js';
import { cluster } from '../../../steps/ecs/cluster/resource.js';
import { instanceProfile } from '../../../steps/iam/instance-profile/resource.js';
import { instance } from '../../../steps/ec2/instance/resource.js';
import { keyPair } from '../../../steps/ec2/key-pair/resource.js';
import { launchTemplate } from '../../../steps/ec2/launch-template/resource.js';
import { instanceRole } from '../../../steps/iam/role/resource.js';
import { securityGroup } from '../../../steps/ec2/security-group/resource.js';
import { publicSubnet } from '../../../steps/ec2/subnet/resource.js';
import { vpc } from '../../../steps/ec2/vpc/resource.js';
import { fakeCloud, ourFilters, tags, upper } from '../fake-cloud.js';

const theVpc = vpc('vpc', { cidr: '10.0.0.0/16' });
const zones = availabilityZones('zones', { count: 2, forVpcLink: false });
const subnet = publicSubnet('subnet', { vpc: theVpc, zones }, { cidr: '10.0.0.0/16', index: 0 });
const group = securityGroup('group', { vpc: theVpc }, { groupName: 'demo', description: 'Around it', egress: 'all' });
const role = instanceRole('role', { roleName: 'demo-host', partition: 'aws', why: 'what it acts as' });
const profile = instanceProfile('profile', { role }, { profileName: 'demo-host' });
const ami = ecsAmi('ami', { architecture: 'x86_64' });
const theCluster = cluster('cluster', { clusterName: 'demo', containerInsights: 'enabled' });
const kinds = ['instance', 'volume', 'network-interface'];
const TagSpecifications = kinds.map((ResourceType) => ({ ResourceType, Tags: upper }));
const MetadataOptions = { HttpEndpoint: 'enabled', HttpTokens: 'required', HttpPutResponseHopLimit: 1 } as const;

test('an image is looked up once, by the name that fits what runs on it, and stays what it was', async () => {
  const { ssm, cloud, sent } = fakeCloud();
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value: 'ami-1' } });
  const id = await ami.resource.create(cloud, ami.want({}));
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value: 'ami-2' } });
  expect(await ami.resource.read(cloud, id)).toEqual({ is: 'ready', out: { imageId: 'ami-1' }, live: {} });
  const ecs = '/aws/service/ecs/optimized-ami/amazon-linux-2023';
  expect(sent()).toEqual([['GetParameter', { Name: `${ecs}/recommended/image_id` }]]);
  expect(ecsAmi('ami', { architecture: 'arm64' }).want({})).toEqual({ Name: `${ecs}/arm64/recommended/image_id` });
  const linux = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';
  expect(linuxAmi('ami', { architecture: 'arm64' }).want({})).toEqual({ Name: linux });
});

test('what an instance type runs on is told by its name', () => {
  const arm = ['c7g.xlarge', 't4g.nano', 'm6gd.large', 'im4gn.large', 'x2gd.medium', 'a1.large'];
  const x86 = ['c5.xlarge', 't3.nano', 'g4dn.xlarge', 'm7i-flex.large', 'c6i.large', 'u-6tb1.metal', 'p5.48xlarge'];
  expect(arm.map(architectureOf)).toEqual(arm.map(() => 'arm64'));
  expect(x86.map(architectureOf)).toEqual(x86.map(() => 'x86_64'));
});

const size = { templateName: 'demo-instances', instanceType: 'c5.xlarge', volumeGiB: 50 };
const template = launchTemplate('template', { ami, profile, group, cluster: theCluster }, size);
const templateWant = template.want({
  ami: { imageId: 'ami-1' },
  profile: { instanceProfileName: 'demo-host' },
  group: { groupId: 'sg-1' },
  cluster: { clusterArn: 'arn:cluster', clusterName: 'demo' },
});
const { LaunchTemplateName, ...data } = templateWant;

test('a template says image, size, role, firewall and an encrypted volume, and tags what is launched', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  ec2.on(CreateLaunchTemplateCommand).resolves({ LaunchTemplate: { LaunchTemplateId: 'lt-1' } });
  expect(await template.resource.create(cloud, templateWant)).toBe('lt-1');
  const LaunchTemplateData = {
    ImageId: 'ami-1',
    InstanceType: 'c5.xlarge',
    IamInstanceProfile: { Name: 'demo-host' },
    SecurityGroupIds: ['sg-1'],
    UserData: expect.any(String),
    BlockDeviceMappings: [
      {
        DeviceName: '/dev/xvda',
        Ebs: { VolumeSize: 50, VolumeType: 'gp3', Encrypted: true, DeleteOnTermination: true },
      },
    ],
    MetadataOptions,
    TagSpecifications,
  };
  const own = [{ ResourceType: 'launch-template', Tags: upper }];
  const input = { LaunchTemplateName: 'demo-instances', LaunchTemplateData, TagSpecifications: own };
  expect(sent()).toEqual([['CreateLaunchTemplate', { ...input, ClientToken: 'token-1' }]]);
});

test('the agent is told its cluster, to keep tasks from the metadata, and to pass tags on', () => {
  expect(Buffer.from(templateWant.UserData, 'base64').toString().split('\n')).toEqual([
    '#!/bin/bash',
    "cat >> /etc/ecs/ecs.config <<'END'",
    'ECS_CLUSTER=demo',
    'ECS_AWSVPC_BLOCK_IMDS=true',
    'ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM=ec2_instance',
    'END',
    '',
  ]);
});

test('a change of the template is another version, from which everything is launched from then on', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  ec2.on(CreateLaunchTemplateVersionCommand).resolves({ LaunchTemplateVersion: { VersionNumber: 4 } });
  const bigger = { ...templateWant, InstanceType: 'c5.4xlarge' as const };
  const LaunchTemplateData = { ...data, InstanceType: bigger.InstanceType, TagSpecifications };
  const latest = (VersionNumber: number, it: object) =>
    ec2
      .on(DescribeLaunchTemplateVersionsCommand)
      .resolves({ LaunchTemplateVersions: [{ VersionNumber, LaunchTemplateData: it }] });
  const updated = async () => {
    const before = sent().length;
    await template.resource.update?.(cloud, 'lt-1', bigger, ['InstanceType']);
    return sent().slice(before);
  };
  const looks = ['DescribeLaunchTemplateVersions', { LaunchTemplateId: 'lt-1', Versions: ['$Latest'] }];
  const makesDefault = ['ModifyLaunchTemplate', { LaunchTemplateId: 'lt-1', DefaultVersion: '4' }];
  const creates = ['CreateLaunchTemplateVersion', { LaunchTemplateId: 'lt-1', LaunchTemplateData }];
  latest(3, { ...data, TagSpecifications });
  expect(await updated()).toEqual([looks, creates, makesDefault]);
  latest(3, { ...LaunchTemplateData, TagSpecifications: [] });
  expect(await updated()).toEqual([looks, creates, makesDefault]);
  // The answer to an update was lost: what it made is the latest version.
  latest(4, LaunchTemplateData);
  expect(await updated()).toEqual([looks, makesDefault]);
});

test('what the default version says is what counts, with nothing changed where nothing was', async () => {
  const { ec2, cloud } = fakeCloud();
  const versions = { DefaultVersionNumber: 2, LatestVersionNumber: 3 };
  ec2
    .on(DescribeLaunchTemplatesCommand)
    .resolves({ LaunchTemplates: [{ LaunchTemplateName, ...versions, Tags: upper }] });
  const as = async (more: object) => {
    const LaunchTemplateData = { ...data, MetadataOptions: { State: 'applied' as const, ...MetadataOptions }, ...more };
    ec2.on(DescribeLaunchTemplateVersionsCommand).resolves({
      LaunchTemplateVersions: [
        { VersionNumber: 3, LaunchTemplateData: { ImageId: 'ami-3' } },
        { VersionNumber: 2, LaunchTemplateData },
      ],
    });
    const seen = await template.resource.read(cloud, 'lt-1');
    return seen.is === 'ready'
      ? changedMembers(template.resource, templateWant, { want: templateWant, shown: {} }, seen.live)
      : seen;
  };
  expect(await as({ TagSpecifications })).toEqual([]);
  expect(await template.resource.read(cloud, 'lt-1')).toMatchObject({
    out: { defaultVersion: 2, latestVersion: 3, latestData: { ImageId: 'ami-3' } },
  });
  const loose = { MetadataOptions: { HttpTokens: 'optional' }, UserData: undefined };
  expect(await as(loose)).toEqual(['UserData', 'MetadataOptions']);
});

test('a profile gets its role after it is made, and adding it again asks for nothing', async () => {
  const { iam, cloud, sent } = fakeCloud();
  const want = { InstanceProfileName: 'demo-host', RoleName: 'demo-host' };
  const holding = (...roles: string[]) => {
    const Roles = roles.map((RoleName) => ({ RoleName }));
    const live = { InstanceProfileName: 'demo-host', Roles, Tags: upper } as InstanceProfile;
    iam.on(GetInstanceProfileCommand).resolves({ InstanceProfile: live });
  };
  const mutations = () => sent().filter(([operation]) => !operation.startsWith('Get'));
  await profile.resource.create(cloud, want);
  holding();
  expect(await profile.resource.read(cloud, 'demo-host')).toMatchObject({ live: { RoleName: '' } });
  await profile.resource.update?.(cloud, 'demo-host', want, ['RoleName']);
  holding('demo-host');
  await profile.resource.update?.(cloud, 'demo-host', want, ['RoleName']);
  const out = { instanceProfileName: 'demo-host' };
  expect(await profile.resource.read(cloud, 'demo-host')).toEqual({ is: 'ready', out, live: want, tags });
  await profile.resource.delete(cloud, 'demo-host');
  expect(mutations()).toEqual([
    ['CreateInstanceProfile', { InstanceProfileName: 'demo-host', Tags: upper }],
    ['AddRoleToInstanceProfile', want],
    ['RemoveRoleFromInstanceProfile', want],
    ['DeleteInstanceProfile', { InstanceProfileName: 'demo-host' }],
  ]);
});

test('a key is imported without the note of its owner, and compared without the one of EC2', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  const key = keyPair('key', { keyName: 'demo-bastion', publicKey: 'ssh-ed25519 AAAA  me@home\n' });
  ec2.on(ImportKeyPairCommand).resolves({ KeyPairId: 'key-1' });
  expect(await key.resource.create(cloud, key.want({}))).toBe('key-1');
  const own = [{ ResourceType: 'key-pair', Tags: upper }];
  const PublicKeyMaterial = Buffer.from('ssh-ed25519 AAAA');
  expect(sent()).toEqual([['ImportKeyPair', { KeyName: 'demo-bastion', PublicKeyMaterial, TagSpecifications: own }]]);
  const live = { KeyName: 'demo-bastion', PublicKey: 'ssh-ed25519 AAAA demo-bastion', Tags: upper };
  ec2.on(DescribeKeyPairsCommand).resolves({ KeyPairs: [live] });
  const seen = { out: { keyName: 'demo-bastion' }, live: key.want({}), tags };
  expect(await key.resource.read(cloud, 'key-1')).toMatchObject(seen);
});

const needs = { subnet, group, ami, profile, key: undefined, policies: [], routes: [] };
const bastion = instance('bastion', needs, { instanceType: 't3.nano', publicIp: true, why: 'to call the API from' });
const bastionWant = bastion.want({
  subnet: { subnetId: 'subnet-1' },
  group: { groupId: 'sg-1' },
  ami: { imageId: 'ami-1' },
  profile: { instanceProfileName: 'demo-bastion' },
  key: undefined,
  policies: [],
  routes: [],
});
const running: LiveInstance = {
  InstanceId: 'i-1',
  State: { Name: 'running' },
  ImageId: 'ami-1',
  InstanceType: 't3.nano',
  SubnetId: 'subnet-1',
  SecurityGroups: [{ GroupId: 'sg-1' }],
  IamInstanceProfile: { Arn: 'arn:aws:iam::123456789012:instance-profile/demo-bastion' },
  MetadataOptions: { State: 'applied', ...MetadataOptions },
  PublicIpAddress: '198.51.100.2',
  Tags: upper,
};

test('an instance is run once, whatever becomes of the answer, with tags on all that belongs to it', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  ec2.on(RunInstancesCommand).resolves({ Instances: [{ InstanceId: 'i-1' }] });
  expect(await bastion.resource.create(cloud, bastionWant)).toBe('i-1');
  const own = { DeviceIndex: 0, SubnetId: 'subnet-1', Groups: ['sg-1'], AssociatePublicIpAddress: true };
  const Ebs = { VolumeType: 'gp3', Encrypted: true, DeleteOnTermination: true };
  const input = {
    ImageId: 'ami-1',
    InstanceType: 't3.nano',
    IamInstanceProfile: { Name: 'demo-bastion' },
    BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs }],
    MetadataOptions,
    NetworkInterfaces: [own],
  };
  const once = { MinCount: 1, MaxCount: 1, ClientToken: 'token-1' };
  expect(sent()).toEqual([['RunInstances', { ...input, ...once, TagSpecifications }]]);
});

test('an instance is there while it runs, and gone when it is terminated, although it is still described', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  const as = (Name: InstanceStateName) => {
    ec2.on(DescribeInstancesCommand).resolves({ Reservations: [{ Instances: [{ ...running, State: { Name } }] }] });
    return bastion.resource.read(cloud, 'i-1');
  };
  const seen = await as('running');
  expect(seen).toMatchObject({ is: 'ready', out: { instanceId: 'i-1', publicIp: '198.51.100.2' }, tags });
  expect(
    seen.is === 'ready' && changedMembers(bastion.resource, bastionWant, { want: bastionWant, shown: {} }, seen.live),
  ).toEqual([]);
  expect(await as('pending')).toMatchObject({ is: 'pending' });
  expect(await as('shutting-down')).toMatchObject({ is: 'pending' });
  expect(await as('stopped')).toMatchObject({ is: 'broken' });
  expect(await as('terminated')).toEqual({ is: 'absent' });
  await as('running');
  expect(await bastion.resource.find(cloud, bastionWant)).toEqual([{ id: 'i-1', tags }]);
  const states = { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] };
  expect(sent().at(-1)).toEqual(['DescribeInstances', { Filters: [...ourFilters, states] }]);
  expect(await bastion.resource.find(cloud, { ...bastionWant, ImageId: 'ami-2' })).toEqual([]);
});
