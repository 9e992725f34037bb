import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type IpPermission,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { testNetwork } from '../network.js';

const port = (number: number): IpPermission => ({ IpProtocol: 'tcp', FromPort: number, ToPort: number });
const https = { ...port(443), IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'everyone' }] };

function withGroup() {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const GroupId = cloud.group(VpcId);
  const admit = (...IpPermissions: IpPermission[]) =>
    cloud.call(AuthorizeSecurityGroupIngressCommand, { GroupId, IpPermissions });
  const refusedToAdmit = (...IpPermissions: IpPermission[]) =>
    cloud.refused(AuthorizeSecurityGroupIngressCommand, { GroupId, IpPermissions });
  const shown = () => cloud.call(DescribeSecurityGroupsCommand, { GroupIds: [GroupId] }).SecurityGroups?.[0];
  return { cloud, VpcId, GroupId, admit, refusedToAdmit, shown };
}

test('a group has a name, a description and a VPC', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const refused = (input: { GroupName?: string; Description?: string; VpcId?: string }) =>
    cloud.refused(CreateSecurityGroupCommand, { GroupName: 'web', Description: 'web', VpcId, ...input });
  expect(refused({ GroupName: undefined })[0]).toBe('MissingParameter');
  expect(refused({ Description: undefined })[0]).toBe('MissingParameter');
  expect(refused({ VpcId: undefined })).toEqual(['VPCIdNotSpecified', 'No default VPC for this user']);
  expect(refused({ GroupName: 'default' })).toEqual([
    'InvalidParameterValue',
    'Cannot use reserved security group name: default',
  ]);
  expect(refused({ GroupName: 'sg-web' })[0]).toBe('InvalidParameterValue');
  expect(refused({ Description: 'fürs Web' })[0]).toBe('InvalidParameterValue');
});

test('a name is taken once in each VPC', () => {
  const cloud = testNetwork();
  const [VpcId, other] = [cloud.vpc(), cloud.vpc('10.1.0.0/16')];
  cloud.group(VpcId, 'web');
  expect(cloud.group(other, 'web')).toMatch(/^sg-[0-9a-f]{17}$/);
  expect(cloud.refused(CreateSecurityGroupCommand, { VpcId, GroupName: 'web', Description: 'again' })).toEqual([
    'InvalidGroup.Duplicate',
    `The security group 'web' already exists for VPC '${VpcId}'`,
  ]);
});

test('a new group lets nothing in and everything out, until that is revoked', () => {
  const { cloud, GroupId, shown } = withGroup();
  const everything = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  expect(shown()).toMatchObject({ IpPermissions: [], IpPermissionsEgress: everything });
  cloud.call(RevokeSecurityGroupEgressCommand, { GroupId, IpPermissions: everything });
  expect(shown()?.IpPermissionsEgress).toEqual([]);
  cloud.call(AuthorizeSecurityGroupEgressCommand, { GroupId, IpPermissions: [https] });
  expect(shown()?.IpPermissionsEgress).toMatchObject([{ FromPort: 443, IpRanges: [{ Description: 'everyone' }] }]);
});

test('each peer of a permission becomes a rule with an id and the tags that were asked for', () => {
  const { cloud, GroupId, admit } = withGroup();
  const TagSpecifications = [{ ResourceType: 'security-group-rule' as const, Tags: [{ Key: 'Name', Value: 'in' }] }];
  const peers = {
    IpRanges: [{ CidrIp: '10.0.0.7/8' }],
    Ipv6Ranges: [{ CidrIpv6: '::/0' }],
    UserIdGroupPairs: [{ GroupId }],
  };
  const IpPermissions = [{ ...port(80), ...peers }];
  const made = cloud.call(AuthorizeSecurityGroupIngressCommand, { GroupId, IpPermissions, TagSpecifications });
  const common = {
    GroupId,
    IsEgress: false,
    IpProtocol: 'tcp',
    FromPort: 80,
    ToPort: 80,
    Tags: [{ Key: 'Name', Value: 'in' }],
  };
  expect(made.SecurityGroupRules).toMatchObject([
    { ...common, CidrIpv4: '10.0.0.0/8' },
    { ...common, CidrIpv6: '::/0' },
    { ...common, ReferencedGroupInfo: { GroupId } },
  ]);
  admit(https);
  const Filters = [{ Name: 'tag:Name', Values: ['in'] }];
  expect(cloud.call(DescribeSecurityGroupRulesCommand, { Filters }).SecurityGroupRules).toEqual(
    made.SecurityGroupRules,
  );
  const all = cloud.call(DescribeSecurityGroupRulesCommand, { Filters: [{ Name: 'group-id', Values: [GroupId] }] });
  expect(all.SecurityGroupRules).toHaveLength(5);
});

test('peers with the same ports are shown as one permission', () => {
  const { admit, shown } = withGroup();
  admit({ ...port(80), IpRanges: [{ CidrIp: '10.0.0.0/8' }] }, https);
  admit({ ...port(80), IpRanges: [{ CidrIp: '192.168.0.0/16' }] });
  expect(shown()?.IpPermissions).toEqual([
    {
      ...port(80),
      IpRanges: [{ CidrIp: '10.0.0.0/8' }, { CidrIp: '192.168.0.0/16' }],
      Ipv6Ranges: [],
      PrefixListIds: [],
      UserIdGroupPairs: [],
    },
    { ...https, Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] },
  ]);
});

test('the flat members of older clients make the same rule', () => {
  const { cloud, GroupId, shown } = withGroup();
  cloud.call(AuthorizeSecurityGroupIngressCommand, {
    GroupId,
    IpProtocol: '6',
    FromPort: 22,
    ToPort: 22,
    CidrIp: '10.0.0.0/8',
  });
  expect(shown()?.IpPermissions).toMatchObject([{ ...port(22), IpRanges: [{ CidrIp: '10.0.0.0/8' }] }]);
  cloud.call(RevokeSecurityGroupIngressCommand, {
    GroupId,
    IpProtocol: 'tcp',
    FromPort: 22,
    ToPort: 22,
    CidrIp: '10.0.0.0/8',
  });
  expect(shown()?.IpPermissions).toEqual([]);
  const byName = { GroupId, IpProtocol: 'tcp', FromPort: 22, ToPort: 22, SourceSecurityGroupName: 'web' };
  expect(cloud.refused(AuthorizeSecurityGroupIngressCommand, byName)[0]).toBe('InvalidParameterValue');
  expect(cloud.refused(AuthorizeSecurityGroupIngressCommand, { GroupId })[0]).toBe('MissingParameter');
});

test('a rule that is there is refused, whatever its description, and the rest of the request with it', () => {
  const { admit, refusedToAdmit, shown } = withGroup();
  admit(https);
  expect(
    refusedToAdmit({ ...port(80), IpRanges: https.IpRanges }, { ...port(443), IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
  ).toEqual([
    'InvalidPermission.Duplicate',
    'the specified rule "peer: 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW" already exists',
  ]);
  expect(shown()?.IpPermissions).toHaveLength(1);
  const twice = { ...port(80), IpRanges: [{ CidrIp: '10.0.0.0/8' }, { CidrIp: '10.9.9.9/8' }] };
  expect(refusedToAdmit(twice)).toEqual([
    'InvalidParameterValue',
    'The same permission must not appear multiple times',
  ]);
});

test('a rule with a wrong protocol, port or peer is refused', () => {
  const { refusedToAdmit } = withGroup();
  const IpRanges = [{ CidrIp: '10.0.0.0/8' }];
  const code = (permission: IpPermission) => refusedToAdmit(permission)[0];
  expect(code({ IpProtocol: 'tcp', IpRanges })).toBe('InvalidParameterValue');
  expect(code({ IpProtocol: 'tcp', FromPort: 90, ToPort: 80, IpRanges })).toBe('InvalidParameterValue');
  expect(code({ IpProtocol: 'tcp', FromPort: -1, ToPort: -1, IpRanges })).toBe('InvalidParameterValue');
  expect(code({ IpProtocol: 'carrier-pigeon', IpRanges })).toBe('InvalidParameterValue');
  expect(code({ IpProtocol: 'icmp', FromPort: -1, ToPort: 3, IpRanges })).toBe('InvalidParameterValue');
  expect(code({ ...port(80), IpRanges: [{ CidrIp: '10.0.0.0' }] })).toBe('InvalidParameterValue');
  expect(code({ ...port(80), IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'für alle' }] })).toBe(
    'InvalidParameterValue',
  );
  expect(code(port(80))).toBe('MissingParameter');
});

test('a rule names a group of the same VPC, by its id', () => {
  const { cloud, refusedToAdmit } = withGroup();
  const elsewhere = cloud.group(cloud.vpc('10.1.0.0/16'));
  const from = (pair: { GroupId?: string; GroupName?: string }) =>
    refusedToAdmit({ ...port(80), UserIdGroupPairs: [pair] });
  expect(from({ GroupId: 'sg-00000000000000000' })).toEqual([
    'InvalidGroup.NotFound',
    "The security group 'sg-00000000000000000' does not exist",
  ]);
  expect(from({ GroupId: elsewhere })[0]).toBe('InvalidGroup.NotFound');
  expect(from({ GroupName: 'web' })[0]).toBe('InvalidParameterValue');
});

test('a group holds sixty rules in each direction', () => {
  const { cloud, GroupId, admit, refusedToAdmit } = withGroup();
  const ranges = Array.from({ length: 60 }, (_, index) => ({ CidrIp: `10.${index}.0.0/16` }));
  admit({ ...port(80), IpRanges: ranges });
  expect(refusedToAdmit(https)[0]).toBe('RulesPerSecurityGroupLimitExceeded');
  admit({ ...port(80), Ipv6Ranges: [{ CidrIpv6: '::/0' }] });
  expect(cloud.call(AuthorizeSecurityGroupEgressCommand, { GroupId, IpPermissions: [https] }).Return).toBe(true);
});

test('a rule is revoked by its id', () => {
  const { cloud, GroupId, VpcId, admit, shown } = withGroup();
  const id = admit(https).SecurityGroupRules?.[0]?.SecurityGroupRuleId ?? '';
  const byId = { GroupId, SecurityGroupRuleIds: [id] };
  expect(cloud.refused(RevokeSecurityGroupEgressCommand, byId)[0]).toBe('InvalidSecurityGroupRuleId.NotFound');
  const otherGroup = { ...byId, GroupId: cloud.group(VpcId, 'other') };
  expect(cloud.refused(RevokeSecurityGroupIngressCommand, otherGroup)[0]).toBe('InvalidSecurityGroupRuleId.NotFound');
  const revoked = cloud.call(RevokeSecurityGroupIngressCommand, byId);
  expect(revoked).toMatchObject({
    Return: true,
    RevokedSecurityGroupRules: [{ SecurityGroupRuleId: id, CidrIpv4: '0.0.0.0/0' }],
  });
  expect(shown()?.IpPermissions).toEqual([]);
  expect(cloud.refused(RevokeSecurityGroupIngressCommand, byId)[0]).toBe('InvalidSecurityGroupRuleId.NotFound');
});

test('where one of several rules is not there, none is revoked', () => {
  const { cloud, GroupId, admit, shown } = withGroup();
  admit(https);
  const IpPermissions = [https, { ...port(80), IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  expect(cloud.refused(RevokeSecurityGroupIngressCommand, { GroupId, IpPermissions })).toEqual([
    'InvalidPermission.NotFound',
    'The specified rule does not exist in this security group.',
  ]);
  expect(shown()?.IpPermissions).toHaveLength(1);
});

test('groups are found by what their rules say', () => {
  const { cloud, GroupId, admit } = withGroup();
  admit({ ...https, UserIdGroupPairs: [{ GroupId }] });
  const found = (Name: string, value: string) => {
    const { SecurityGroups } = cloud.call(DescribeSecurityGroupsCommand, { Filters: [{ Name, Values: [value] }] });
    return SecurityGroups?.map((group) => group.GroupId);
  };
  expect(found('ip-permission.from-port', '443')).toEqual([GroupId]);
  expect(found('ip-permission.group-id', GroupId)).toEqual([GroupId]);
  expect(found('egress.ip-permission.cidr', '0.0.0.0/0')).toHaveLength(2);
  expect(found('group-name', 'w?b')).toEqual([GroupId]);
});
