import {
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  type IpPermission,
  type SecurityGroup,
  type Subnet,
} from '@aws-sdk/client-ec2';
import type { LoadBalancer as LiveLoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import { isWithinRange } from '../../../src/config/cidr.js';
import type { Cloud } from '../../../src/step.js';
import { fromUpper } from '../../common/tags.js';
import { isForAllPorts } from '../../ec2/all-ports.js';

/**
 * Whether a load balancer of somebody else can reach tasks: it has to be in their zones, and its security groups have to let it
 * out to them. Neither is changed here, so both are looked at before anything is made.
 */

/** The tasks of a service, at one of their ports. */
export interface Targets {
  readonly Service: string;
  readonly Port: number;
  readonly Subnets: readonly string[];
  /** Those of others, which the security group of a load balancer may name. That of the stack is not there yet. */
  readonly SecurityGroups: readonly string[];
}

/** Subnets that are not there are left out: their own lookup says so. */
export async function subnetsOf({ ec2 }: Cloud, targets: readonly Targets[]): Promise<readonly Subnet[]> {
  const ids = [...new Set(targets.flatMap(({ Subnets }) => Subnets))].sort();
  if (ids.length === 0) return [];
  const Filters = [{ Name: 'subnet-id', Values: ids }];
  return (await ec2.send(new DescribeSubnetsCommand({ Filters }))).Subnets ?? [];
}

/** By their ids, so that it is always the same one that comes first. */
export async function groupsOf({ ec2 }: Cloud, ids: readonly string[]): Promise<readonly SecurityGroup[]> {
  const Filters = [{ Name: 'group-id', Values: ids.toSorted() }];
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  return SecurityGroups.toSorted((a, b) => ((a.GroupId ?? '') < (b.GroupId ?? '') ? -1 : 1));
}

interface Around {
  readonly subnets: readonly Subnet[];
  readonly groups: readonly SecurityGroup[];
}

/**
 * What is in the way, and how its owner takes it away.
 * Source for zones: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html, which
 * has `Target.NotInUse` for a target in a zone that is not enabled.
 */
export function whyOutOfReach(
  targets: readonly Targets[],
  { balancer, subnets, groups }: Around & { readonly balancer: LiveLoadBalancer },
): string | undefined {
  const zones = (balancer.AvailabilityZones ?? []).flatMap(({ ZoneName = [] }) => ZoneName).sort();
  const outside = subnets.find(({ AvailabilityZone = '' }) => !zones.includes(AvailabilityZone));
  if (outside)
    return (
      `${outside.SubnetId} is in ${outside.AvailabilityZone}, where the load balancer has no subnet, so that it sends nothing to tasks there: ` +
      `name subnets in ${zones.join(', ')} in network.existing, or let its owner give it a subnet in ${outside.AvailabilityZone}`
    );
  const [first] = targets
    .map((to) => ({
      to,
      closed: rangesOf(to, subnets).filter((range) => !groups.some((group) => letsOut(group, to, range))),
    }))
    .filter(({ closed }) => closed.length > 0);
  return first && letsNothingOut(first.to, first.closed, groups);
}

function letsNothingOut(to: Targets, closed: readonly string[], groups: readonly SecurityGroup[]): string {
  const { Service, Port } = to;
  const why = `no security group of the load balancer lets it out to port ${Port} of ${closed.join(' and ')}, where tasks of ${Service} are. `;
  return why + (opensOfStack(groups) ?? opensOfOthers(to, closed, groups));
}

/** A rule more in a group of `provision` would be taken away by the next `up` of its stack. */
function opensOfStack(groups: readonly SecurityGroup[]): string | undefined {
  const [its] = groups.flatMap((group) => {
    const stack = fromUpper(group.Tags)['provision:stack'];
    return stack === undefined ? [] : [{ stack, shared: sharedRanges(group) }];
  });
  if (!its) return undefined;
  if (its.shared.length === 0)
    return `It is the load balancer of the stack ${its.stack}: set \`ingress.loadBalancer.shared: true\` in its config, and run \`provision up\` there`;
  return (
    `It is the load balancer of the stack ${its.stack}, which shares it with the first range of the VPC: ` +
    `name subnets in ${its.shared.join(' or ')} in network.existing`
  );
}

/** The ranges that a load balancer is let out to as `ingress.loadBalancer.shared` does it. */
const sharedRanges = ({ IpPermissionsEgress = [] }: SecurityGroup): readonly string[] =>
  IpPermissionsEgress.filter((it) => it.IpProtocol === 'tcp' && isForAllPorts(it)).flatMap(({ IpRanges = [] }) =>
    IpRanges.flatMap(({ CidrIp = [] }) => CidrIp),
  );

function opensOfOthers({ Port }: Targets, closed: readonly string[], [group]: readonly SecurityGroup[]): string {
  const ranges = closed.map((range) => `{CidrIp=${range}}`).join(',');
  return (
    'None of them is ours to change; whoever owns it can: aws ec2 authorize-security-group-egress ' +
    `--group-id ${group?.GroupId} --ip-permissions 'IpProtocol=tcp,FromPort=${Port},ToPort=${Port},IpRanges=[${ranges}]'`
  );
}

/**
 * The security group that tasks let in. What comes from the load balancer bears all of its groups, so one is enough; where there
 * are several, the one that lets it out to most of the tasks.
 */
export function groupThatReaches(targets: readonly Targets[], { subnets, groups }: Around): string | undefined {
  const reached = (group: SecurityGroup) =>
    targets.filter((it) => rangesOf(it, subnets).every((range) => letsOut(group, it, range))).length;
  const [best] = groups.toSorted((a, b) => reached(b) - reached(a));
  return best?.GroupId;
}

const rangesOf = ({ Subnets }: Targets, subnets: readonly Subnet[]): string[] =>
  subnets.filter(({ SubnetId = '' }) => Subnets.includes(SubnetId)).flatMap(({ CidrBlock = [] }) => CidrBlock);

const letsOut = ({ IpPermissionsEgress = [] }: SecurityGroup, targets: Targets, range: string): boolean =>
  IpPermissionsEgress.some((it) => isForPort(it, targets.Port) && isToThere(it, targets, range));

/** Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
const isForPort = ({ IpProtocol, FromPort = 0, ToPort = 65_535 }: IpPermission, port: number): boolean =>
  IpProtocol === '-1' || ((IpProtocol === 'tcp' || IpProtocol === '6') && FromPort <= port && port <= ToPort);

/** What is in a prefix list is not looked at: it is taken to lead there. */
const isToThere = (
  { IpRanges = [], UserIdGroupPairs = [], PrefixListIds = [] }: IpPermission,
  to: Targets,
  range: string,
) =>
  PrefixListIds.length > 0 ||
  IpRanges.some(({ CidrIp = '' }) => isWithinRange(range, CidrIp)) ||
  UserIdGroupPairs.some(({ GroupId = '' }) => to.SecurityGroups.includes(GroupId));
