import {
  DescribeInternetGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  type Filter,
  type NetworkInterface,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import type { Cloud, Holder } from '../src/step.js';

/**
 * What keeps parts of a network from being deleted. EC2 itself says only that there is something: network interfaces
 * nearly always, which outlive by minutes what they were made for.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
 */

/** The network interfaces in a subnet, in a VPC or around which a group is. */
export async function interfacesIn(cloud: Cloud, by: 'subnet-id' | 'vpc-id' | 'group-id', id: string): Promise<Holder[]> {
  return (await described(cloud, [{ Name: by, Values: [id] }])).map(holderOf);
}

/** Those with a public address: an internet gateway cannot be taken off a VPC before they have given theirs back. */
export async function interfacesOnInternet(cloud: Cloud, vpcId: string): Promise<Holder[]> {
  const all = await described(cloud, [{ Name: 'vpc-id', Values: [vpcId] }]);
  return all.filter(({ Association }) => Association?.PublicIp !== undefined).map(holderOf);
}

/** The other groups of which a rule names this one. */
export async function groupsThatName({ ec2 }: Cloud, groupId: string): Promise<Holder[]> {
  const filters = ['ip-permission.group-id', 'egress.ip-permission.group-id'];
  const answers = await Promise.all(
    filters.map((Name) => ec2.send(new DescribeSecurityGroupsCommand({ Filters: [{ Name, Values: [groupId] }] }))),
  );
  const groups = answers.flatMap(({ SecurityGroups = [] }) => SecurityGroups);
  const others = new Map(groups.flatMap((group) => (group.GroupId === groupId ? [] : [[group.GroupId, group] as const])));
  return [...others.values()].map(asHolder);
}

/** All that a VPC cannot go without: what EC2 makes and deletes with it is not among that. */
export async function partsOf(cloud: Cloud, vpcId: string): Promise<Holder[]> {
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const attached = [{ Name: 'attachment.vpc-id', Values: [vpcId] }];
  const [interfaces, subnets, groups, gateways] = await Promise.all([
    interfacesIn(cloud, 'vpc-id', vpcId),
    cloud.ec2.send(new DescribeSubnetsCommand({ Filters })),
    cloud.ec2.send(new DescribeSecurityGroupsCommand({ Filters })),
    cloud.ec2.send(new DescribeInternetGatewaysCommand({ Filters: attached })),
  ]);
  const own = (groups.SecurityGroups ?? []).filter(({ GroupName }) => GroupName !== 'default');
  return [
    ...interfaces,
    ...(subnets.Subnets ?? []).map(({ SubnetId = '' }) => ({ type: 'subnet', id: SubnetId })),
    ...own.map(asHolder),
    ...(gateways.InternetGateways ?? []).map((it) => ({ type: 'internet-gateway', id: it.InternetGatewayId ?? '' })),
  ];
}

async function described({ ec2 }: Cloud, Filters: Filter[]): Promise<NetworkInterface[]> {
  return (await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }))).NetworkInterfaces ?? [];
}

/** Those that AWS has made for itself are told by who asked for them; of the others, the instance says more. */
function holderOf({ NetworkInterfaceId = '', Description, SubnetId, Attachment, ...it }: NetworkInterface): Holder {
  const owner = Attachment?.InstanceId ?? (it.RequesterManaged ? it.RequesterId : undefined);
  return {
    type: 'network-interface',
    id: NetworkInterfaceId,
    ...said(Description),
    ...(owner !== undefined && { owner }),
    ...(SubnetId !== undefined && { subnetId: SubnetId }),
    ...(it.RequesterManaged && { goesByItself: true }),
  };
}

const asHolder = ({ GroupId = '', GroupName }: SecurityGroup): Holder => ({
  type: 'security-group',
  id: GroupId,
  ...said(GroupName),
});

const said = (description: string | undefined) => (description ? { description } : {});
