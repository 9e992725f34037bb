import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteSubnetCommand,
  DescribeNetworkInterfacesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateAccessPointCommand,
  CreateFileSystemCommand,
  CreateMountTargetCommand,
  DeleteAccessPointCommand,
  DeleteFileSystemCommand,
  DeleteMountTargetCommand,
  DescribeAccessPointsCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetsCommand,
  DescribeMountTargetSecurityGroupsCommand,
  ListTagsForResourceCommand,
  ModifyMountTargetSecurityGroupsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-efs';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { efs } from '../../../../src/sandbox/services/efs/index.js';
import { testContext } from '../../context.js';

/** A VPC with a subnet in each of two zones, and an empty file system. */
function files() {
  const cloud = testContext();
  const VpcId = cloud.call(ec2, CreateVpcCommand, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
  const subnets = ['a', 'b'].map((zone, i) => {
    const input = { VpcId, CidrBlock: `10.0.${i}.0/24`, AvailabilityZone: `us-east-1${zone}` };
    return cloud.call(ec2, CreateSubnetCommand, input).Subnet?.SubnetId ?? '';
  });
  const { FileSystemId = '' } = cloud.call(efs, CreateFileSystemCommand, { CreationToken: 'one' });
  return { ...cloud, VpcId, subnets, FileSystemId };
}

test('a file system is made once for a token, and becomes available', () => {
  const { call, refusal, pass, FileSystemId } = files();
  const again = refusal(efs, CreateFileSystemCommand, { CreationToken: 'one' });
  expect([again.code, again.members['FileSystemId']]).toEqual(['FileSystemAlreadyExists', FileSystemId]);
  const state = () => call(efs, DescribeFileSystemsCommand, { FileSystemId }).FileSystems?.[0]?.LifeCycleState;
  expect(state()).toBe('creating');
  pass(10);
  expect(state()).toBe('available');
  expect(refusal(efs, DescribeFileSystemsCommand, { FileSystemId: 'fs-01234567' }).code).toBe('FileSystemNotFound');
});

test('a mount target is an interface in a subnet: one in each zone, all in one VPC, with groups of that', () => {
  const { call, refusal, pass, FileSystemId, VpcId, subnets } = files();
  const [SubnetId = '', other = ''] = subnets;
  expect(refusal(efs, CreateMountTargetCommand, { FileSystemId, SubnetId }).code).toBe(
    'IncorrectFileSystemLifeCycleState',
  );
  pass(10);
  const made = call(efs, CreateMountTargetCommand, { FileSystemId, SubnetId });
  expect(made).toMatchObject({ VpcId, LifeCycleState: 'creating', AvailabilityZoneName: 'us-east-1a' });
  expect(refusal(efs, CreateMountTargetCommand, { FileSystemId, SubnetId }).code).toBe('MountTargetConflict');
  call(efs, CreateMountTargetCommand, { FileSystemId, SubnetId: other });
  const Filters = [{ Name: 'description', Values: [`EFS mount target for ${FileSystemId} (${made.MountTargetId})`] }];
  const own = call(ec2, DescribeNetworkInterfacesCommand, { Filters }).NetworkInterfaces?.[0];
  expect(own).toMatchObject({ SubnetId, RequesterManaged: true, PrivateIpAddress: made.IpAddress });
  expect(refusal(ec2, DeleteSubnetCommand, { SubnetId }).code).toBe('DependencyViolation');
  pass(120);
  const { MountTargets = [] } = call(efs, DescribeMountTargetsCommand, { FileSystemId });
  expect(MountTargets.map(({ LifeCycleState }) => LifeCycleState)).toEqual(['available', 'available']);

  const { MountTargetId } = made;
  const { GroupId = '' } = call(ec2, CreateSecurityGroupCommand, { GroupName: 'nfs', Description: 'nfs', VpcId });
  call(ec2, AuthorizeSecurityGroupIngressCommand, { GroupId, IpProtocol: '-1', CidrIp: '10.0.0.0/16' });
  call(efs, ModifyMountTargetSecurityGroupsCommand, { MountTargetId, SecurityGroups: [GroupId] });
  expect(call(efs, DescribeMountTargetSecurityGroupsCommand, { MountTargetId }).SecurityGroups).toEqual([GroupId]);
  const wrong = { MountTargetId, SecurityGroups: ['sg-0123456789abcdef0'] };
  expect(refusal(efs, ModifyMountTargetSecurityGroupsCommand, wrong).code).toBe('SecurityGroupNotFound');
});

test('a file system with mount targets is in use; once they are gone it goes, and its access points with it', () => {
  const { call, refusal, pass, FileSystemId, subnets } = files();
  pass(10);
  const { MountTargetId } = call(efs, CreateMountTargetCommand, { FileSystemId, SubnetId: subnets[0] });
  const { AccessPointId } = call(efs, CreateAccessPointCommand, { FileSystemId, ClientToken: 'a' });
  pass(120);
  expect(refusal(efs, DeleteFileSystemCommand, { FileSystemId }).code).toBe('FileSystemInUse');
  call(efs, DeleteMountTargetCommand, { MountTargetId });
  pass(60);
  call(ec2, DeleteSubnetCommand, { SubnetId: subnets[0] });
  call(efs, DeleteFileSystemCommand, { FileSystemId });
  expect(refusal(efs, DescribeAccessPointsCommand, { AccessPointId }).code).toBe('AccessPointNotFound');
  expect(refusal(efs, DescribeMountTargetsCommand, { MountTargetId }).code).toBe('MountTargetNotFound');
});

test('an access point has a directory, a token and tags', () => {
  const { call, refusal, pass, FileSystemId } = files();
  pass(10);
  const input = { FileSystemId, ClientToken: 'a', RootDirectory: { Path: '/data' }, Tags: [{ Key: 'a', Value: 'b' }] };
  const { AccessPointId } = call(efs, CreateAccessPointCommand, input);
  expect(refusal(efs, CreateAccessPointCommand, input).code).toBe('AccessPointAlreadyExists');
  pass(10);
  expect(call(efs, DescribeAccessPointsCommand, { FileSystemId }).AccessPoints).toMatchObject([
    { AccessPointId, LifeCycleState: 'available', RootDirectory: { Path: '/data' } },
  ]);
  const ResourceId = AccessPointId;
  call(efs, TagResourceCommand, { ResourceId, Tags: [{ Key: 'c', Value: 'd' }] });
  call(efs, UntagResourceCommand, { ResourceId, TagKeys: ['a'] });
  expect(call(efs, ListTagsForResourceCommand, { ResourceId }).Tags).toEqual([{ Key: 'c', Value: 'd' }]);
  call(efs, DeleteAccessPointCommand, { AccessPointId });
  expect(refusal(efs, DeleteAccessPointCommand, { AccessPointId }).code).toBe('AccessPointNotFound');
});
