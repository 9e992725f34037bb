import {
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  DeleteNetworkAclEntryCommand,
  DescribeNetworkAclsCommand,
  ReplaceNetworkAclEntryCommand,
  type CreateNetworkAclEntryRequest,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { testNetwork } from '../network.js';

/** A VPC with an ACL of its own, and words for its entries. */
function withAcl() {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const NetworkAclId = cloud.call(CreateNetworkAclCommand, { VpcId }).NetworkAcl?.NetworkAclId ?? '';
  const https = {
    NetworkAclId,
    RuleNumber: 100,
    Egress: false,
    RuleAction: 'allow',
    Protocol: '6',
    CidrBlock: '10.0.0.0/16',
    PortRange: { From: 443, To: 443 },
  } as const;
  return {
    ...cloud,
    NetworkAclId,
    https,
    create: (more: Partial<CreateNetworkAclEntryRequest> = {}) =>
      cloud.call(CreateNetworkAclEntryCommand, { ...https, ...more }),
    refusedEntry: (more: Partial<CreateNetworkAclEntryRequest>) =>
      cloud.refused(CreateNetworkAclEntryCommand, { ...https, ...more }),
    entries: (Egress = false) =>
      cloud
        .call(DescribeNetworkAclsCommand, { NetworkAclIds: [NetworkAclId] })
        .NetworkAcls?.[0]?.Entries?.filter((it) => it.Egress === Egress),
  };
}
const deny = { RuleNumber: 32767, RuleAction: 'deny', Protocol: '-1', CidrBlock: '0.0.0.0/0' };

test('a new ACL denies all, and entries come before that in the order of their numbers', () => {
  const { create, entries, https } = withAcl();
  expect([...(entries() ?? []), ...(entries(true) ?? [])]).toEqual([
    { ...deny, Egress: false },
    { ...deny, Egress: true },
  ]);
  create();
  create({ RuleNumber: 90, RuleAction: 'deny', CidrBlock: '10.0.3.4/24' });
  create({ Egress: true, Protocol: '-1' });
  const { NetworkAclId: _id, ...kept } = https;
  expect(entries()).toEqual([
    { ...kept, RuleNumber: 90, RuleAction: 'deny', CidrBlock: '10.0.3.0/24' },
    kept,
    { ...deny, Egress: false },
  ]);
  // All of a protocol is all of its ports.
  expect(entries(true)?.[0]).toEqual({ ...kept, Egress: true, Protocol: '-1', PortRange: undefined });
});

test('an entry is replaced and deleted by its number and direction, and one that is not there is not', () => {
  const { create, call, refused, entries, https, NetworkAclId } = withAcl();
  create();
  expect(refused(CreateNetworkAclEntryCommand, { ...https, Protocol: '-1' })).toEqual([
    'NetworkAclEntryAlreadyExists',
    'The network acl entry identified by 100 already exists.',
  ]);
  call(ReplaceNetworkAclEntryCommand, { ...https, RuleAction: 'deny' });
  expect(entries()?.[0]?.RuleAction).toBe('deny');
  for (const there of [{ RuleNumber: 101 }, { Egress: true }]) {
    const [code] = refused(ReplaceNetworkAclEntryCommand, { ...https, ...there });
    expect(code).toBe('InvalidNetworkAclEntry.NotFound');
    expect(refused(DeleteNetworkAclEntryCommand, { ...https, ...there })[0]).toBe(code);
  }
  call(DeleteNetworkAclEntryCommand, { NetworkAclId, RuleNumber: 100, Egress: false });
  expect(entries()).toHaveLength(1);
  expect(refused(DeleteNetworkAclEntryCommand, { ...https, RuleNumber: 32767 })[0]).toBe('InvalidParameterValue');
});

const many = { NetworkAclId: 'acl-0123456789abcdef0' };
test.each<[string, Partial<CreateNetworkAclEntryRequest>, string, RegExp?]>([
  ['an ACL that is not there', many, 'InvalidNetworkAclID.NotFound'],
  ['a number that is AWS’s own', { RuleNumber: 32767 }, 'InvalidParameterValue'],
  ['a number below 1', { RuleNumber: 0 }, 'InvalidParameterValue'],
  ['a protocol by its name', { Protocol: 'tcp' }, 'InvalidParameterValue', /^Invalid value 'tcp' for IP protocol/],
  ['a protocol that is none', { Protocol: '256' }, 'InvalidParameterValue', /Unknown protocol/],
  ['TCP without ports', { PortRange: undefined }, 'MissingParameter', /portRange\.from/],
  ['a port that is none', { PortRange: { From: -1, To: 80 } }, 'InvalidParameterValue', /port \(-1\) out of range/],
  ['ports the wrong way round', { PortRange: { From: 80, To: 22 } }, 'InvalidParameterValue'],
  ['ICMP without a type', { Protocol: '1' }, 'MissingParameter', /icmpTypeCode\.type$/],
  ['an ICMP type that is none', { Protocol: '1', IcmpTypeCode: { Type: 256, Code: -1 } }, 'InvalidParameterValue'],
  ['no range', { CidrBlock: undefined }, 'MissingParameter'],
  ['two ranges', { Ipv6CidrBlock: '::/0' }, 'InvalidParameterCombination'],
  ['a range that is none', { CidrBlock: '10.0.0.0/33' }, 'InvalidParameterValue'],
  ['no action', { RuleAction: undefined }, 'MissingParameter'],
])('%s is refused', (_, more, code, message = /./) => {
  const [answered, why] = withAcl().refusedEntry(more);
  expect(answered).toBe(code);
  expect(why).toMatch(message);
});

test('a direction has twenty entries, its last one among them; IPv6 is counted apart', () => {
  const { create, refusedEntry } = withAcl();
  for (let RuleNumber = 1; RuleNumber < 20; RuleNumber++) create({ RuleNumber });
  expect(refusedEntry({ RuleNumber: 20 })).toEqual([
    'NetworkAclEntryLimitExceeded',
    'The maximum number of network acl entries has been reached.',
  ]);
  create({ RuleNumber: 20, Egress: true });
  create({ RuleNumber: 21, CidrBlock: undefined, Ipv6CidrBlock: '::/0' });
});

test('ACLs are found by what their entries say', () => {
  const { create, call, NetworkAclId } = withAcl();
  create();
  create({ RuleNumber: 110, Protocol: '1', IcmpTypeCode: { Type: 8, Code: -1 } });
  create({ RuleNumber: 120, CidrBlock: undefined, Ipv6CidrBlock: '::/0' });
  const found = (Name: string, value: string) =>
    call(DescribeNetworkAclsCommand, { Filters: [{ Name, Values: [value] }] }).NetworkAcls?.map(
      (it) => it.NetworkAclId,
    );
  for (const [name, value] of [
    ['entry.port-range.from', '443'],
    ['entry.port-range.to', '443'],
    ['entry.icmp.type', '8'],
    ['entry.icmp.code', '-1'],
    ['entry.ipv6-cidr', '::/0'],
    ['entry.protocol', '6'],
  ] as const)
    expect(found(name, value)).toEqual([NetworkAclId]);
  expect(found('entry.port-range.from', '80')).toEqual([]);
});
