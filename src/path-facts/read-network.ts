import {
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  type NetworkInterface,
  type Route,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import { all } from '../all.js';
import { pages } from '../pages.js';
import type { Facts } from '../path/facts.js';
import type { Senders } from '../aws/services.js';

type Network = Pick<Facts, 'networkInterfaces' | 'securityGroups' | 'subnets' | 'networkAcls' | 'routeTables'>;

/** All that packets meet in some VPCs. */
export async function readNetwork({ ec2 }: Senders, vpcs: readonly string[]): Promise<Network> {
  const Filters = [{ Name: 'vpc-id', Values: [...vpcs] }];
  if (vpcs.length === 0)
    return { networkInterfaces: [], securityGroups: [], subnets: [], networkAcls: [], routeTables: [] };
  const [interfaces, groups, subnets, acls, tables] = await all([
    pages(async (NextToken) => {
      const answer = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters, NextToken }));
      return { items: answer.NetworkInterfaces, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await ec2.send(new DescribeSecurityGroupsCommand({ Filters, NextToken }));
      return { items: answer.SecurityGroups, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await ec2.send(new DescribeSubnetsCommand({ Filters, NextToken }));
      return { items: answer.Subnets, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await ec2.send(new DescribeNetworkAclsCommand({ Filters, NextToken }));
      return { items: answer.NetworkAcls, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await ec2.send(new DescribeRouteTablesCommand({ Filters, NextToken }));
      return { items: answer.RouteTables, next: answer.NextToken };
    }),
  ]);
  const ids = groups.flatMap(({ GroupId }) => GroupId ?? []);
  const rules = ids.length === 0 ? [] : await rulesOf({ ec2 }, ids);
  return {
    networkInterfaces: interfaces.map(interfaceOf),
    securityGroups: groups.map(({ GroupId = '', GroupName = '' }) => ({
      ...{ GroupId, GroupName, rules: rules.filter((it) => it.GroupId === GroupId).map(ruleOf) },
    })),
    subnets: subnets.map(({ SubnetId = '', VpcId = '', CidrBlock = '' }) => ({ SubnetId, VpcId, CidrBlock })),
    networkAcls: acls.map(({ NetworkAclId = '', Associations = [], Entries = [] }) => ({
      NetworkAclId,
      SubnetIds: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
      Entries: Entries.map(({ RuleNumber = 0, Egress = false, RuleAction = 'deny', Protocol = '-1', ...it }) => ({
        ...{ RuleNumber, Egress, RuleAction, Protocol, CidrBlock: it.CidrBlock },
        ...(it.PortRange && { PortRange: { From: it.PortRange.From ?? 0, To: it.PortRange.To ?? 65_535 } }),
      })),
    })),
    routeTables: tables.map(({ RouteTableId = '', VpcId = '', Associations = [], Routes = [] }) => ({
      ...{ RouteTableId, VpcId, IsMain: Associations.some(({ Main }) => Main === true) },
      SubnetIds: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
      Routes: Routes.map(routeOf),
    })),
  };
}

const rulesOf = ({ ec2 }: Pick<Senders, 'ec2'>, ids: readonly string[]): Promise<readonly SecurityGroupRule[]> =>
  pages(async (NextToken) => {
    const Filters = [{ Name: 'group-id', Values: [...ids] }];
    const answer = await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters, NextToken }));
    return { items: answer.SecurityGroupRules, next: answer.NextToken };
  });

const interfaceOf = (it: NetworkInterface) => ({
  NetworkInterfaceId: it.NetworkInterfaceId ?? '',
  InterfaceType: it.InterfaceType ?? 'interface',
  Description: it.Description ?? '',
  RequesterId: it.RequesterId,
  VpcId: it.VpcId ?? '',
  SubnetId: it.SubnetId ?? '',
  PrivateIpAddress: it.PrivateIpAddress ?? '',
  PublicIp: it.Association?.PublicIp,
  Groups: (it.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
  InstanceId: it.Attachment?.InstanceId,
});

const ruleOf = (it: SecurityGroupRule) => ({
  SecurityGroupRuleId: it.SecurityGroupRuleId ?? '',
  IsEgress: it.IsEgress === true,
  IpProtocol: it.IpProtocol ?? '-1',
  FromPort: it.FromPort ?? -1,
  ToPort: it.ToPort ?? -1,
  CidrIpv4: it.CidrIpv4,
  ReferencedGroupId: it.ReferencedGroupInfo?.GroupId,
});

const routeOf = (it: Route) => ({
  DestinationCidrBlock: it.DestinationCidrBlock,
  Target: it.GatewayId ?? it.NatGatewayId ?? it.NetworkInterfaceId ?? it.VpcPeeringConnectionId ?? '',
  State: it.State ?? '',
});
