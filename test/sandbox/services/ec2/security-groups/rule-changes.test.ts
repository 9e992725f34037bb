import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  ModifySecurityGroupRulesCommand,
  UpdateSecurityGroupRuleDescriptionsEgressCommand,
  UpdateSecurityGroupRuleDescriptionsIngressCommand,
  type SecurityGroupRuleRequest,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { testNetwork } from '../network.js';

const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
const everybody = [{ CidrIp: '0.0.0.0/0', Description: 'everybody' }];

/** A group that lets everybody in at 443, and another one beside it. */
function withRule() {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const [GroupId, other] = [cloud.group(VpcId), cloud.group(VpcId, 'other')];
  const IpPermissions = [{ ...https, IpRanges: everybody }];
  const made = cloud.call(AuthorizeSecurityGroupIngressCommand, { GroupId, IpPermissions });
  const id = made.SecurityGroupRules?.[0]?.SecurityGroupRuleId ?? '';
  const update = (SecurityGroupRule: SecurityGroupRuleRequest, SecurityGroupRuleId = id) => ({
    GroupId,
    SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }],
  });
  return {
    ...cloud,
    GroupId,
    other,
    id,
    modify: (...it: Parameters<typeof update>) => cloud.call(ModifySecurityGroupRulesCommand, update(...it)),
    refusedChange: (...it: Parameters<typeof update>) => cloud.refused(ModifySecurityGroupRulesCommand, update(...it)),
    rule: (of = id) =>
      cloud.call(DescribeSecurityGroupRulesCommand, { SecurityGroupRuleIds: [of] }).SecurityGroupRules?.[0],
  };
}

test('a rule gets other ports, another protocol and another peer, and keeps its id', () => {
  const { modify, rule, other, id } = withRule();
  expect(modify({ ...https, CidrIpv4: '10.1.2.3/8', Description: 'inside' })).toEqual({ Return: true });
  expect(rule()).toMatchObject({ SecurityGroupRuleId: id, CidrIpv4: '10.0.0.0/8', Description: 'inside' });
  modify({ IpProtocol: 'udp', FromPort: 53, ToPort: 53, ReferencedGroupId: other });
  const { CidrIpv4, Description, ...rest } = rule() ?? {};
  expect([CidrIpv4, Description]).toEqual([undefined, undefined]);
  expect(rest).toMatchObject({ IpProtocol: 'udp', FromPort: 53, ReferencedGroupInfo: { GroupId: other } });
  modify({ ...https, PrefixListId: 'pl-63a5400a' });
  expect(rule()).toMatchObject({ PrefixListId: 'pl-63a5400a' });
});

test('a change that cannot be is refused, and the others of its request with it', () => {
  const { refusedChange, call, refused, rule, GroupId, other, id } = withRule();
  const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22 };
  const second = call(AuthorizeSecurityGroupIngressCommand, {
    GroupId,
    IpPermissions: [{ ...ssh, IpRanges: everybody }],
  });
  const secondId = second.SecurityGroupRules?.[0]?.SecurityGroupRuleId ?? '';
  expect(refusedChange({ ...https, CidrIpv4: '/32' })).toEqual([
    'InvalidParameterValue',
    'CIDR block /32 is malformed',
  ]);
  expect(refusedChange({ ...https, CidrIpv4: '0.0.0.0/0', CidrIpv6: '::/0' })[0]).toBe('InvalidParameterCombination');
  expect(refusedChange(https)[0]).toBe('MissingParameter');
  expect(refusedChange({ CidrIpv4: '0.0.0.0/0' })[0]).toBe('MissingParameter');
  expect(refusedChange({ ...ssh, CidrIpv4: '0.0.0.0/0' })[0]).toBe('InvalidPermission.Duplicate');
  expect(refusedChange({ ...https, CidrIpv4: '0.0.0.0/0', Description: 'ü' })[0]).toBe('InvalidParameterValue');
  const good = { SecurityGroupRuleId: id, SecurityGroupRule: { ...https, CidrIpv4: '10.0.0.0/8' } };
  const bad = { SecurityGroupRuleId: secondId, SecurityGroupRule: { ...ssh, CidrIpv4: 'x' } };
  expect(refused(ModifySecurityGroupRulesCommand, { GroupId, SecurityGroupRules: [good, bad] })[0]).toBe(
    'InvalidParameterValue',
  );
  expect(rule()?.CidrIpv4).toBe('0.0.0.0/0');
  expect(refused(ModifySecurityGroupRulesCommand, { GroupId: other, SecurityGroupRules: [good] })[0]).toBe(
    'InvalidSecurityGroupRuleId.NotFound',
  );
  expect(refused(ModifySecurityGroupRulesCommand, { GroupId, SecurityGroupRules: [] })[0]).toBe('MissingParameter');
});

test('descriptions are set, replaced and taken away, by id or by what the rule says', () => {
  const { call, refused, rule, GroupId, id } = withRule();
  const describe = (Description?: string) =>
    call(UpdateSecurityGroupRuleDescriptionsIngressCommand, {
      GroupId,
      SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId: id, Description }],
    });
  expect(describe('all')).toEqual({ Return: true });
  expect(rule()?.Description).toBe('all');
  describe();
  expect(rule()?.Description).toBeUndefined();
  const IpPermissions = [{ ...https, IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'again' }] }];
  call(UpdateSecurityGroupRuleDescriptionsIngressCommand, { GroupId, IpPermissions });
  expect(rule()?.Description).toBe('again');
  expect(refused(UpdateSecurityGroupRuleDescriptionsEgressCommand, { GroupId, IpPermissions })[0]).toBe(
    'InvalidPermission.NotFound',
  );
  expect(refused(UpdateSecurityGroupRuleDescriptionsIngressCommand, { GroupId })[0]).toBe('MissingParameter');
  const SecurityGroupRuleDescriptions = [{ SecurityGroupRuleId: id, Description: 'x' }];
  const wrongWay = { GroupId, SecurityGroupRuleDescriptions };
  expect(refused(UpdateSecurityGroupRuleDescriptionsEgressCommand, wrongWay)[0]).toBe(
    'InvalidSecurityGroupRuleId.NotFound',
  );
  const both = { GroupId, IpPermissions, SecurityGroupRuleDescriptions };
  expect(refused(UpdateSecurityGroupRuleDescriptionsIngressCommand, both)[0]).toBe('InvalidParameterCombination');
});
