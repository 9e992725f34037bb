import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type IpPermission,
  type SecurityGroupRule as Rule,
} from '@aws-sdk/client-ec2';
import { afterPrefix } from '../../../src/arn.js';
import { pages } from '../../../src/pages.js';
import { absent, ready, required, resource, step, type Cloud, type Step, type StepOf } from '../../../src/step.js';
import { containsAll } from '../../common/contains-all.js';
import { asListed } from '../../common/listed.js';
import { canonicalRange } from '../../../src/address-range.js';
import { allPorts, isForAllPorts } from '../all-ports.js';
import type { ExistingVpc } from '../existing-vpc/resource.js';
import type { PrefixList } from '../prefix-list/resource.js';
import type { SecurityGroup } from '../security-group/resource.js';
import { fromUpper } from '../../common/tags.js';
import { pageOfRules } from '../group-rules.js';
import { retagEc2, tagSpecifications } from '../tags.js';
import { script } from './script.js';

type Direction = 'ingress' | 'egress';
interface SecurityGroupRuleWant {
  readonly GroupId: string;
  readonly Direction: Direction;
  readonly IpProtocol: string;
  /** `all`: every port of the protocol. */
  readonly Port: number | 'all';
  /** A security group, an IPv4 range or a prefix list. Its form tells which. */
  readonly Peer: string;
}

export const securityGroupRuleResource = resource({
  type: 'security-group-rule',
  quota: {
    name: 'security-group-rules',
    within: ({ GroupId, Direction }: SecurityGroupRuleWant) => [GroupId, Direction],
  },
  uses: ['security-group'],
  script,
  fixed: ['GroupId', 'Direction', 'IpProtocol', 'Port', 'Peer'],
  replace: 'create-first',
  sameName: 'refuses',
  opens: 'a rule lets traffic through that the config does not',

  async create({ ec2, tags }, { GroupId, Direction, IpProtocol, Port, Peer }: SecurityGroupRuleWant) {
    const input = {
      GroupId,
      IpPermissions: [{ IpProtocol, ...portsOf(Port), ...peerOf(Peer) }],
      TagSpecifications: tagSpecifications('security-group-rule', tags),
    };
    const made =
      Direction === 'ingress'
        ? await ec2.send(new AuthorizeSecurityGroupIngressCommand(input))
        : await ec2.send(new AuthorizeSecurityGroupEgressCommand(input));
    const ruleId = required(made.SecurityGroupRules?.[0]?.SecurityGroupRuleId, 'SecurityGroupRuleId');
    return { ruleId, groupId: GroupId, direction: Direction };
  },

  async fromArn(arn, cloud) {
    const ruleId = afterPrefix('ec2', 'security-group-rule/')(arn);
    if (ruleId === undefined) return undefined;
    const rule = await ruleAt(cloud, ruleId);
    if (!rule) return undefined;
    return {
      ruleId,
      groupId: required(rule.GroupId, 'GroupId'),
      direction: rule.IsEgress === true ? ('egress' as const) : ('ingress' as const),
    };
  },

  // Tags alone do not identify the rule: during a replacement, the old and the new rule have the same tags. So its
  // settings are compared too.
  async find(cloud, want) {
    const rules = await pages(pageOfRules(cloud, want.GroupId));
    return rules
      .filter((it) => containsAll(want, liveOf(it)))
      .map((rule) => {
        const ruleId = required(rule.SecurityGroupRuleId, 'SecurityGroupRuleId');
        return { id: { ruleId, groupId: want.GroupId, direction: want.Direction }, tags: fromUpper(rule.Tags) };
      });
  },

  async read(cloud, { ruleId, groupId }) {
    const page = pageOfRules(cloud, groupId);
    const listed = await asListed(cloud, page, ({ SecurityGroupRuleId }) => SecurityGroupRuleId === ruleId);
    const rule = listed ?? (await ruleAt(cloud, ruleId));
    return rule ? ready({ ruleId }, liveOf(rule), { tags: fromUpper(rule.Tags) }) : absent;
  },

  // Any rule will do, as long as the group has none like it: it is revoked by its id.
  async makeAgain({ ec2 }, { ruleId, groupId: GroupId, direction }) {
    const Port = Number.parseInt(ruleId.slice(-4), 16) || 1;
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: Port, ToPort: Port, ...peerOf('192.0.2.0/24') }];
    const made =
      direction === 'ingress'
        ? await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }))
        : await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
    const [rule] = made.SecurityGroupRules ?? [];
    return { ruleId: required(rule?.SecurityGroupRuleId, 'SecurityGroupRuleId'), groupId: GroupId, direction };
  },

  async retag(cloud, { ruleId }, set, remove) {
    await retagEc2(cloud, ruleId, set, remove);
  },

  async delete({ ec2 }, { groupId, ruleId, direction }) {
    const input = { GroupId: groupId, SecurityGroupRuleIds: [ruleId] };
    if (direction === 'ingress') await ec2.send(new RevokeSecurityGroupIngressCommand(input));
    else await ec2.send(new RevokeSecurityGroupEgressCommand(input));
  },
});
export type SecurityGroupRule = StepOf<typeof securityGroupRuleResource>;

async function ruleAt({ ec2 }: Pick<Cloud, 'ec2'>, ruleId: string): Promise<Rule | undefined> {
  const asked = new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [ruleId] });
  return (await ec2.send(asked)).SecurityGroupRules?.[0];
}

const portsOf = (port: number | 'all') => (port === 'all' ? allPorts : { FromPort: port, ToPort: port });

/** EC2's input has a separate member for each kind of peer. */
function peerOf(peer: string): Pick<IpPermission, 'UserIdGroupPairs' | 'PrefixListIds' | 'IpRanges'> {
  if (peer.startsWith('sg-')) return { UserIdGroupPairs: [{ GroupId: peer }] };
  if (peer.startsWith('pl-')) return { PrefixListIds: [{ PrefixListId: peer }] };
  return { IpRanges: [{ CidrIp: peer }] };
}

/** A rule that covers some of the ports is reported as port 0. */
function liveOf({ GroupId, IsEgress, IpProtocol, FromPort, ToPort, ...peers }: Rule) {
  const Direction: Direction = IsEgress ? 'egress' : 'ingress';
  const Port = isForAllPorts({ FromPort, ToPort }) ? ('all' as const) : FromPort === ToPort ? (FromPort ?? 0) : 0;
  const Peer = peers.ReferencedGroupInfo?.GroupId ?? peers.PrefixListId ?? peers.CidrIpv4 ?? peers.CidrIpv6 ?? '';
  return { GroupId, Direction, IpProtocol, Port, Peer };
}

interface RuleOptions {
  readonly direction: Direction;
  readonly port: number | 'all';
  /** Default: tcp. */
  readonly protocol?: 'tcp' | 'udp' | undefined;
  readonly why: string;
}

/** A security group, or what has one: a load balancer that exists already. */
type HasGroup = Step<unknown, unknown, { readonly groupId: string }>;

/** Allows one port, from or to one other group or the addresses of one prefix list. Free. */
export const securityGroupRule = (
  name: string,
  needs: { group: SecurityGroup; peer: HasGroup | PrefixList },
  { direction, port, protocol = 'tcp', why }: RuleOptions,
) =>
  step({
    name,
    resource: securityGroupRuleResource,
    needs,
    why,
    want: ({ group, peer }) => ({
      GroupId: group.groupId,
      Direction: direction,
      IpProtocol: protocol,
      Port: port,
      Peer: 'groupId' in peer ? peer.groupId : peer.prefixListId,
    }),
  });

/**
 * Allows one port, from or to an address range; `0.0.0.0/0` is the whole internet. Free.
 * @param options.cidr an IPv4 range
 */
export const cidrRule = (
  name: string,
  needs: { group: SecurityGroup },
  { direction, port, protocol = 'tcp', cidr, why }: RuleOptions & { readonly cidr: string },
) =>
  step({
    name,
    resource: securityGroupRuleResource,
    needs,
    why,
    want: ({ group }) => ({
      GroupId: group.groupId,
      Direction: direction,
      IpProtocol: protocol,
      Port: port,
      Peer: canonicalRange(cidr),
    }),
  });

/**
 * Allows every TCP port of a VPC, and nothing outside of it. Free.
 * @param needs.vpc where it exists already: its range is known once it has been looked at
 * @param options.cidr the range of a VPC of the stack
 */
export const vpcRule = (
  name: string,
  needs: { group: SecurityGroup; vpc: ExistingVpc | undefined },
  { cidr, why }: { readonly cidr: string; readonly why: string },
) =>
  step({
    name,
    resource: securityGroupRuleResource,
    needs,
    why,
    want: ({ group, vpc }) => ({
      GroupId: group.groupId,
      Direction: 'egress' as const,
      IpProtocol: 'tcp',
      Port: 'all' as const,
      Peer: vpc ? vpc.cidr : canonicalRange(cidr),
    }),
  });
