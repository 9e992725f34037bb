import {
  DescribeInternetGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  type Filter,
  type NetworkInterface,
  type SecurityGroup,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { all } from '../../src/all.js';
import type { Cloud, Dependent } from '../../src/step.js';
import { fromUpper } from '../common/tags.js';
import { endpointOfGuardDuty, groupOfGuardDuty } from './guardduty.js';
import { ownersOf, type InterfaceOwner } from './interface-owners.js';

/**
 * What keeps parts of a network from being deleted. EC2's error does not name it. It is nearly always a network
 * interface, which exists for minutes longer than the resource that it was created for.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
 */

/** The network interfaces in a subnet, in a VPC or in a security group. */
export const interfacesIn = (cloud: Cloud, by: 'subnet-id' | 'vpc-id' | 'group-id', id: string): Promise<Dependent[]> =>
  holdersOf(cloud, [{ Name: by, Values: [id] }]);

/** Network interfaces with a public address. An internet gateway cannot be detached before they have released it. */
export const interfacesOnInternet = (cloud: Cloud, vpcId: string): Promise<Dependent[]> =>
  holdersOf(cloud, [{ Name: 'vpc-id', Values: [vpcId] }], ({ Association }) => Association?.PublicIp !== undefined);

/** The network interface that has an Elastic IP. */
export const interfaceWith = (cloud: Cloud, allocationId: string): Promise<Dependent[]> =>
  holdersOf(cloud, [{ Name: 'association.allocation-id', Values: [allocationId] }]);

/** The other security groups with a rule that names this one. */
export async function groupsThatName({ ec2 }: Cloud, groupId: string): Promise<Dependent[]> {
  const filters = ['ip-permission.group-id', 'egress.ip-permission.group-id'];
  const answers = await all(
    filters.map((Name) => ec2.send(new DescribeSecurityGroupsCommand({ Filters: [{ Name, Values: [groupId] }] }))),
  );
  const groups = answers.flatMap(({ SecurityGroups = [] }) => SecurityGroups);
  const others = new Map(
    groups.flatMap((group) => (group.GroupId === groupId ? [] : [[group.GroupId, group] as const])),
  );
  return [...others.values()].map(groupHolder);
}

/** The gateway endpoints and interface endpoints that a filter selects. */
async function endpointsIn({ ec2 }: Cloud, Filters: Filter[]): Promise<Dependent[]> {
  const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters }));
  return VpcEndpoints.filter(({ State }) => !/^delet/i.test(State ?? '')).map(endpointHolder);
}

/** Everything that keeps a VPC from being deleted, without what EC2 creates and deletes with the VPC. */
export async function partsOf(cloud: Cloud, vpcId: string): Promise<Dependent[]> {
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const attached = [{ Name: 'attachment.vpc-id', Values: [vpcId] }];
  const { ec2 } = cloud;
  const [interfaces, subnets, groups, gateways, tables, acls, endpoints] = await all([
    interfacesIn(cloud, 'vpc-id', vpcId),
    ec2.send(new DescribeSubnetsCommand({ Filters })),
    ec2.send(new DescribeSecurityGroupsCommand({ Filters })),
    ec2.send(new DescribeInternetGatewaysCommand({ Filters: attached })),
    ec2.send(new DescribeRouteTablesCommand({ Filters })),
    ec2.send(new DescribeNetworkAclsCommand({ Filters })),
    endpointsIn(cloud, Filters),
  ]);
  const own = (groups.SecurityGroups ?? []).filter(({ GroupName }) => GroupName !== 'default');
  const added = (tables.RouteTables ?? []).filter(({ Associations = [] }) => !Associations.some(({ Main }) => Main));
  return [
    ...interfaces,
    ...(subnets.Subnets ?? []).map(({ SubnetId: id = '', Tags }) =>
      holder('subnet', id, { tags: fromUpper(Tags), command: ['ec2', 'delete-subnet', '--subnet-id', id] }),
    ),
    ...own.map((group) => ({ ...groupHolder(group), command: deletingGroup(group) })),
    ...(gateways.InternetGateways ?? []).map(({ InternetGatewayId: id = '', Tags }) =>
      holder('internet-gateway', id, {
        tags: fromUpper(Tags),
        command: ['ec2', 'detach-internet-gateway', '--internet-gateway-id', id, '--vpc-id', vpcId],
      }),
    ),
    ...added.map(({ RouteTableId: id = '', Tags }) =>
      holder('route-table', id, {
        tags: fromUpper(Tags),
        command: ['ec2', 'delete-route-table', '--route-table-id', id],
      }),
    ),
    ...(acls.NetworkAcls ?? [])
      .filter(({ IsDefault, VpcId }) => IsDefault === false && VpcId === vpcId)
      .map(({ NetworkAclId: id = '', Tags }) =>
        holder('network-acl', id, {
          tags: fromUpper(Tags),
          command: ['ec2', 'delete-network-acl', '--network-acl-id', id],
        }),
      ),
    ...endpoints,
  ];
}

const holder = (type: string, id: string, more: Partial<Dependent>): Dependent => ({ type, id, ...more });

async function holdersOf(
  cloud: Cloud,
  Filters: Filter[],
  counts: (it: NetworkInterface) => boolean = () => true,
): Promise<Dependent[]> {
  const { NetworkInterfaces = [] } = await cloud.ec2.send(new DescribeNetworkInterfacesCommand({ Filters }));
  const interfaces = NetworkInterfaces.filter(counts);
  const owners = await ownersOf(cloud, interfaces);
  return interfaces.map((it) => interfaceHolder(it, owners.get(it.NetworkInterfaceId ?? '')));
}

/**
 * A network interface, with the owner: the service that requested it, or what it is part of. It goes by itself where AWS
 * made it for something that we cannot see, or that is gone already.
 */
function interfaceHolder(
  { NetworkInterfaceId = '', Description, SubnetId, RequesterManaged, RequesterId, TagSet }: NetworkInterface,
  known: InterfaceOwner | undefined,
): Dependent {
  const owner = known?.id ?? (RequesterManaged ? RequesterId : undefined);
  const tags = known?.tags ?? fromUpper(TagSet);
  const goesByItself = known ? known.isGone : RequesterManaged === true;
  const command = known?.command ?? ['ec2', 'delete-network-interface', '--network-interface-id', NetworkInterfaceId];
  return {
    type: 'network-interface',
    id: NetworkInterfaceId,
    ...said(Description),
    ...(owner !== undefined && { owner }),
    ...(SubnetId !== undefined && { subnetId: SubnetId }),
    ...(goesByItself ? { goesByItself } : { command }),
    ...(known?.madeByAws && { madeByAws: known.madeByAws }),
    ...(Object.keys(tags).length > 0 && { tags }),
  };
}

function groupHolder(group: SecurityGroup): Dependent {
  const { GroupId: id = '', GroupName, Tags } = group;
  const madeByAws = groupOfGuardDuty(group);
  return {
    ...{ type: 'security-group', id, ...said(GroupName), tags: fromUpper(Tags) },
    ...(madeByAws && { owner: madeByAws.by, madeByAws }),
  };
}

const deletingGroup = ({ GroupId = '' }: SecurityGroup) => ['ec2', 'delete-security-group', '--group-id', GroupId];

function endpointHolder(endpoint: VpcEndpoint): Dependent {
  const { VpcEndpointId: id = '', ServiceName, Tags } = endpoint;
  const madeByAws = endpointOfGuardDuty(endpoint);
  return {
    ...{ type: 'vpc-endpoint', id, ...said(ServiceName), tags: fromUpper(Tags) },
    ...(madeByAws && { owner: madeByAws.by, madeByAws }),
    command: ['ec2', 'delete-vpc-endpoints', '--vpc-endpoint-ids', id],
  };
}

const said = (description: string | undefined) => (description ? { description } : {});
