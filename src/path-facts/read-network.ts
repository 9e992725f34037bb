import {
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import { all } from '../all.js';
import type { Senders } from '../aws/services.js';
import { pages } from '../pages.js';
import type { NetworkFacts } from '../path/network-facts.js';
import { aclOf, groupOf, interfaceOf, routeTableOf, subnetOf } from './network-of.js';

type Network = Omit<NetworkFacts, 'vpcEndpoints' | 'natGateways' | 'prefixLists'>;

/** All that packets meet inside some VPCs. */
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
    securityGroups: groups.map((it) => groupOf(it, rules)),
    subnets: subnets.map(subnetOf),
    networkAcls: acls.map((it) => aclOf(it)),
    routeTables: tables.map(routeTableOf),
  };
}

const rulesOf = ({ ec2 }: Pick<Senders, 'ec2'>, ids: readonly string[]): Promise<readonly SecurityGroupRule[]> =>
  pages(async (NextToken) => {
    const Filters = [{ Name: 'group-id', Values: [...ids] }];
    const answer = await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters, NextToken }));
    return { items: answer.SecurityGroupRules, next: answer.NextToken };
  });
