import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { securityGroupRule } from '../../../steps/ec2/security-group-rule/resource.js';
import { securityGroup } from '../../../steps/ec2/security-group/resource.js';
import { vpc } from '../../../steps/ec2/vpc/resource.js';
import { fakeCloud, upper } from '../fake-cloud.js';

const theVpc = vpc('vpc', { cidr: '10.0.0.0/16' });
const closed = { groupName: 'demo-link', description: 'Around the VPC link', egress: 'none' } as const;
const link = securityGroup('link-group', { vpc: theVpc }, closed);
const web = securityGroup('web-group', { vpc: theVpc }, { groupName: 'demo-web', description: 'Web', egress: 'all' });
const ruleIn = { direction: 'ingress', port: 80, why: 'in' } as const;
const inward = securityGroupRule('in', { group: web, peer: link }, ruleIn);
const outward = securityGroupRule('out', { group: link, peer: web }, { ...ruleIn, direction: 'egress' });

const allOut = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
const want = link.want({ vpc: { vpcId: 'vpc-1' } });

test('a group is created by name and found by name, since EC2 refuses a second one', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  ec2.on(CreateSecurityGroupCommand).resolves({ GroupId: 'sg-1' });
  ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [{ GroupId: 'sg-1', Tags: [] }] });
  expect(await link.resource.create(cloud, want)).toBe('sg-1');
  expect(await link.resource.find(cloud, want)).toEqual([{ id: 'sg-1', tags: {} }]);
  const { GroupName, Description, VpcId } = want;
  const TagSpecifications = [{ ResourceType: 'security-group', Tags: upper }];
  const Filters = [
    { Name: 'group-name', Values: ['demo-link'] },
    { Name: 'vpc-id', Values: ['vpc-1'] },
  ];
  expect(sent()).toEqual([
    ['CreateSecurityGroup', { GroupName, Description, VpcId, TagSpecifications }],
    ['DescribeSecurityGroups', { Filters }],
  ]);
});

test("EC2's rule that lets everything out is revoked once, and repeating that does no harm", async () => {
  const { ec2, cloud, sent } = fakeCloud();
  const mutations = () => sent().filter(([operation]) => !operation.startsWith('Describe'));
  ec2
    .on(DescribeSecurityGroupsCommand)
    .resolvesOnce({ SecurityGroups: [{ IpPermissionsEgress: allOut }] })
    .resolves({ SecurityGroups: [{ IpPermissionsEgress: [] }] });
  await link.resource.update?.(cloud, 'sg-1', want, ['Egress']);
  await link.resource.update?.(cloud, 'sg-1', want, ['Egress']);
  expect(mutations()).toEqual([['RevokeSecurityGroupEgress', { GroupId: 'sg-1', IpPermissions: allOut }]]);
  await link.resource.update?.(cloud, 'sg-1', { ...want, Egress: 'all' }, ['Egress']);
  expect(mutations()[1]).toEqual(['AuthorizeSecurityGroupEgress', { GroupId: 'sg-1', IpPermissions: allOut }]);
});

test('a group shows whether everything may leave it; a rule for one port is not everything', async () => {
  const { ec2, cloud } = fakeCloud();
  const seenWith = async (IpPermissionsEgress: typeof allOut) => {
    ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [{ GroupId: 'sg-1', IpPermissionsEgress }] });
    return link.resource.read(cloud, 'sg-1');
  };
  expect(await seenWith(allOut)).toMatchObject({ out: { groupId: 'sg-1' }, live: { Egress: 'all' } });
  expect(await seenWith([{ IpProtocol: 'tcp', IpRanges: [] }])).toMatchObject({ live: { Egress: 'none' } });
  ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [] });
  expect(await link.resource.read(cloud, 'sg-1')).toEqual({ is: 'absent' });
});

test('a rule opens one port for one other group, and is revoked by its own id', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  const made = { SecurityGroupRules: [{ SecurityGroupRuleId: 'sgr-1' }] };
  ec2.on(AuthorizeSecurityGroupIngressCommand).resolves(made);
  ec2.on(AuthorizeSecurityGroupEgressCommand).resolves(made);
  const given = { group: { groupId: 'sg-web' }, peer: { groupId: 'sg-link' } };
  const idIn = await inward.resource.create(cloud, inward.want(given));
  const idOut = await outward.resource.create(cloud, outward.want({ group: given.peer, peer: given.group }));
  expect([idIn, idOut]).toEqual([
    { groupId: 'sg-web', ruleId: 'sgr-1', direction: 'ingress' },
    { groupId: 'sg-link', ruleId: 'sgr-1', direction: 'egress' },
  ]);
  await inward.resource.delete(cloud, idIn);
  await outward.resource.delete(cloud, idOut);
  const permission = (peer: string) => [
    { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: peer }] },
  ];
  const TagSpecifications = [{ ResourceType: 'security-group-rule', Tags: upper }];
  expect(sent()).toEqual([
    ['AuthorizeSecurityGroupIngress', { GroupId: 'sg-web', IpPermissions: permission('sg-link'), TagSpecifications }],
    ['AuthorizeSecurityGroupEgress', { GroupId: 'sg-link', IpPermissions: permission('sg-web'), TagSpecifications }],
    ['RevokeSecurityGroupIngress', { GroupId: 'sg-web', SecurityGroupRuleIds: ['sgr-1'] }],
    ['RevokeSecurityGroupEgress', { GroupId: 'sg-link', SecurityGroupRuleIds: ['sgr-1'] }],
  ]);
});

test('a rule is found by what it says: the one for the port before is not it', async () => {
  const { ec2, cloud } = fakeCloud();
  const rule = (SecurityGroupRuleId: string, port: number, IsEgress = false) => ({
    SecurityGroupRuleId,
    GroupId: 'sg-web',
    IsEgress,
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    ReferencedGroupInfo: { GroupId: 'sg-link' },
    Tags: upper,
  });
  ec2
    .on(DescribeSecurityGroupRulesCommand)
    .resolves({ SecurityGroupRules: [rule('sgr-out', 80, true), rule('sgr-old', 8080), rule('sgr-new', 80)] });
  const wanted = inward.want({ group: { groupId: 'sg-web' }, peer: { groupId: 'sg-link' } });
  expect(await inward.resource.find(cloud, wanted)).toMatchObject([{ id: { ruleId: 'sgr-new' } }]);
  expect(await inward.resource.find(cloud, { ...wanted, Port: 81 })).toEqual([]);
  ec2.on(DescribeSecurityGroupRulesCommand).resolves({ SecurityGroupRules: [rule('sgr-new', 80)] });
  const id = { groupId: 'sg-web', ruleId: 'sgr-new', direction: 'ingress' } as const;
  expect(await inward.resource.read(cloud, id)).toMatchObject({ is: 'ready', live: wanted });
});
