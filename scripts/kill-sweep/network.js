import {
  DescribeInternetGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { all, nameOf } from './list-all.js';
import { egress } from './egress.js';

/** Lists the network's resources in EC2, without the default VPC and what AWS creates and deletes with each VPC. */
export async function network(client) {
  const list = (Command, member) => all(client, Command, {}, member);
  const [vpcs, subnets, gateways, tables, groups, rules, interfaces] = await Promise.all([
    list(DescribeVpcsCommand, 'Vpcs'),
    list(DescribeSubnetsCommand, 'Subnets'),
    list(DescribeInternetGatewaysCommand, 'InternetGateways'),
    list(DescribeRouteTablesCommand, 'RouteTables'),
    list(DescribeSecurityGroupsCommand, 'SecurityGroups'),
    list(DescribeSecurityGroupRulesCommand, 'SecurityGroupRules'),
    list(DescribeNetworkInterfacesCommand, 'NetworkInterfaces'),
  ]);
  const own = groups.filter(({ GroupName }) => GroupName !== 'default');
  const namesOf = namesAmong(subnets);
  return [
    ...(await egress(client, namesOf)),
    ...(await Promise.all(vpcs.filter(({ IsDefault }) => !IsDefault).map((it) => vpc(client, it)))),
    ...subnets.filter(({ DefaultForAz }) => !DefaultForAz).map(subnet),
    ...gateways.map((it) => ({
      kind: 'internet gateway',
      id: it.InternetGatewayId,
      name: nameOf(it.Tags),
      attachments: it.Attachments,
    })),
    ...tables.filter((it) => !it.Associations?.some(({ Main }) => Main)).map((it) => routeTable(it, namesOf)),
    ...own.map((it) => ({
      kind: 'security group',
      id: it.GroupId,
      name: nameOf(it.Tags),
      called: it.GroupName,
      vpc: it.VpcId,
    })),
    ...rules.filter(({ GroupId }) => own.some((group) => group.GroupId === GroupId)).map(rule),
    ...interfaces.map((it) => ({
      kind: 'network interface',
      name: it.InterfaceType,
      vpc: it.VpcId,
      groups: it.Groups?.map(({ GroupId }) => GroupId),
    })),
  ];
}

async function vpc(client, it) {
  const attribute = (Attribute) => client.send(new DescribeVpcAttributeCommand({ VpcId: it.VpcId, Attribute }));
  const [support, hostnames] = await Promise.all(['enableDnsSupport', 'enableDnsHostnames'].map(attribute));
  return {
    kind: 'vpc',
    id: it.VpcId,
    name: nameOf(it.Tags),
    cidr: it.CidrBlock,
    state: it.State,
    dnsSupport: support.EnableDnsSupport?.Value,
    dnsHostnames: hostnames.EnableDnsHostnames?.Value,
  };
}

const subnet = (it) => ({
  kind: 'subnet',
  id: it.SubnetId,
  name: nameOf(it.Tags),
  vpc: it.VpcId,
  cidr: it.CidrBlock,
  zone: it.AvailabilityZoneId,
  public: it.MapPublicIpOnLaunch,
});

/** The sorted names of subnets in place of their ids: ids are different in each run, and so would be their order. */
const namesAmong = (subnets) => (ids) =>
  subnets
    .filter(({ SubnetId }) => ids.includes(SubnetId))
    .map(({ Tags }) => nameOf(Tags))
    .sort();

const routeTable = (it, namesOf) => ({
  kind: 'route table',
  id: it.RouteTableId,
  name: nameOf(it.Tags),
  vpc: it.VpcId,
  routes: it.Routes,
  subnets: namesOf((it.Associations ?? []).map(({ SubnetId }) => SubnetId)),
});

const rule = (it) => ({
  kind: 'security group rule',
  id: it.SecurityGroupRuleId,
  name: nameOf(it.Tags, 'default'),
  group: it.GroupId,
  egress: it.IsEgress,
  protocol: it.IpProtocol,
  from: it.FromPort,
  to: it.ToPort,
  cidr: it.CidrIpv4,
  list: it.PrefixListId,
  peer: it.ReferencedGroupInfo?.GroupId,
});
