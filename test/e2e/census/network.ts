import {
  DescribeInternetGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type Route,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import type { Clients } from '../census.js';

export async function network({ ec2 }: Clients) {
  const [{ Vpcs = [] }, { Subnets = [] }, { InternetGateways = [] }, { RouteTables = [] }] = await Promise.all([
    ec2.send(new DescribeVpcsCommand({})),
    ec2.send(new DescribeSubnetsCommand({})),
    ec2.send(new DescribeInternetGatewaysCommand({})),
    ec2.send(new DescribeRouteTablesCommand({})),
  ]);
  const [{ SecurityGroups = [] }, { SecurityGroupRules = [] }, { NetworkInterfaces = [] }] = await Promise.all([
    ec2.send(new DescribeSecurityGroupsCommand({})),
    ec2.send(new DescribeSecurityGroupRulesCommand({})),
    ec2.send(new DescribeNetworkInterfacesCommand({})),
  ]);
  // The default group and the main table of a VPC come and go with it.
  const groups = SecurityGroups.filter(({ GroupName }) => GroupName !== 'default');
  const nameOf = new Map(groups.map(({ GroupId, GroupName = '?' }) => [GroupId, GroupName]));
  const tables = RouteTables.filter(({ Associations = [] }) => !Associations.some(({ Main }) => Main));
  return {
    vpcs: Vpcs.map(({ CidrBlock }) => `${CidrBlock}`),
    subnets: Subnets.map(({ CidrBlock, MapPublicIpOnLaunch }) => `${CidrBlock} ${MapPublicIpOnLaunch}`),
    internetGateways: InternetGateways.map(({ Attachments = [] }) => `attached ${Attachments.length}`),
    routeTables: tables.map(({ Associations = [] }) => `associated ${Associations.length}`),
    routes: tables.flatMap(({ Routes = [] }) => Routes.map(routeText)),
    securityGroups: [...nameOf.values()],
    securityGroupRules: SecurityGroupRules.filter(({ GroupId }) => nameOf.has(GroupId)).map((it) =>
      ruleText(it, nameOf),
    ),
    interfaces: NetworkInterfaces.map(({ InterfaceType, Status }) => `${InterfaceType} ${Status}`),
  };
}

/** `0.0.0.0/0 active`, `0.0.0.0/0 nat active`, `a prefix list vpce active` */
const routeText = ({ DestinationCidrBlock = 'a prefix list', NatGatewayId, GatewayId = '', State }: Route) =>
  [
    DestinationCidrBlock,
    ...(NatGatewayId ? ['nat'] : []),
    ...(GatewayId.startsWith('vpce-') ? ['vpce'] : []),
    State,
  ].join(' ');

/** `web from vpc-link tcp 80-80` */
function ruleText(it: SecurityGroupRule, nameOf: ReadonlyMap<string | undefined, string>): string {
  const list = it.PrefixListId && 'a prefix list';
  const peer = it.CidrIpv4 ?? list ?? nameOf.get(it.ReferencedGroupInfo?.GroupId);
  const way = it.IsEgress ? 'to' : 'from';
  return `${nameOf.get(it.GroupId)} ${way} ${peer} ${it.IpProtocol} ${it.FromPort}-${it.ToPort}`;
}
