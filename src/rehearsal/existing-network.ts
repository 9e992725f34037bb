import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AssociateVpcCidrBlockCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  ModifyVpcAttributeCommand,
  type RouteTable,
  type Subnet,
  type Vpc,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { all } from '../all.js';
import type { World } from '../sandbox/world.js';
import { required, type Cloud } from '../step.js';
import { replaceIds, InMemoryAws, type AwsLocation } from './in-memory-aws.js';

type Ec2 = Pick<Cloud, 'ec2'>;

/**
 * A network that somebody else made, as far as a stack in it depends on it: its VPC, subnets, route tables,
 * endpoints.
 */
export interface ExistingNetwork {
  readonly vpc: Vpc;
  readonly hasDnsHostnames: boolean;
  readonly subnets: readonly Subnet[];
  readonly tables: readonly RouteTable[];
  readonly endpoints: readonly VpcEndpoint[];
}

/** Reads a network. @returns undefined where there is no such VPC: the step that needs it will report that */
export async function readNetwork({ ec2 }: Ec2, vpcId: string): Promise<ExistingNetwork | undefined> {
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const { Vpcs: [vpc] = [] } = await ec2.send(new DescribeVpcsCommand({ Filters }));
  if (!vpc) return undefined;
  const [hostnames, subnets, tables, endpoints] = await all([
    ec2.send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute: 'enableDnsHostnames' })),
    ec2.send(new DescribeSubnetsCommand({ Filters })),
    ec2.send(new DescribeRouteTablesCommand({ Filters })),
    ec2.send(new DescribeVpcEndpointsCommand({ Filters })),
  ]);
  return {
    vpc,
    hasDnsHostnames: hostnames.EnableDnsHostnames?.Value ?? false,
    // One of IPv6 alone can hold nothing of a stack.
    subnets: (subnets.Subnets ?? []).filter(({ CidrBlock }) => CidrBlock !== undefined),
    tables: tables.RouteTables ?? [],
    endpoints: (endpoints.VpcEndpoints ?? []).filter(({ State }) => /^(pending|available)$/i.test(State ?? '')),
  };
}

/**
 * Makes a world that contains such a network, under its real ids. Routes are simplified: a default route to an internet
 * gateway is copied, a default route to anything else becomes one to a NAT gateway in a public subnet, and the
 * endpoints
 * let everybody in.
 * @param world what exists before
 */
export async function worldWithNetwork(network: ExistingNetwork, location: AwsLocation, world?: World): Promise<World> {
  const aws = new InMemoryAws(location, world);
  const ids = new Map<string, string>();
  await aws.withCloud(async ({ ec2 }) => {
    const vpcId = await createVpc({ ec2 }, network);
    ids.set(vpcId, network.vpc.VpcId ?? '');
    for (const subnet of network.subnets) ids.set(await createSubnet({ ec2 }, vpcId, subnet), subnet.SubnetId ?? '');
    const copiedIds = new Map([...ids].map(([made, real]) => [real, made]));
    await createDefaultRoutes({ ec2 }, { vpcId, copiedIds, network });
    await createEndpoints({ ec2 }, { vpcId, copiedIds, network });
  });
  // Until everything is in service. Time passes with the next request.
  await aws.clock.sleep(600_000);
  await aws.withCloud(({ ec2 }) => ec2.send(new DescribeVpcsCommand({})));
  return replaceIds(aws.world, ids);
}

interface NetworkCopy {
  readonly vpcId: string;
  /** By real id: the id of the copy. */
  readonly copiedIds: ReadonlyMap<string, string>;
  readonly network: ExistingNetwork;
}

async function createVpc({ ec2 }: Ec2, { vpc, hasDnsHostnames }: ExistingNetwork): Promise<string> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: vpc.CidrBlock }));
  const VpcId = required(Vpc?.VpcId, 'VpcId');
  const others = (vpc.CidrBlockAssociationSet ?? []).filter(
    ({ CidrBlock, CidrBlockState }) => CidrBlock !== vpc.CidrBlock && CidrBlockState?.State === 'associated',
  );
  for (const { CidrBlock } of others) await ec2.send(new AssociateVpcCidrBlockCommand({ VpcId, CidrBlock }));
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: hasDnsHostnames } }));
  return VpcId;
}

async function createSubnet({ ec2 }: Ec2, VpcId: string, { CidrBlock, AvailabilityZoneId }: Subnet): Promise<string> {
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZoneId }));
  return required(Subnet?.SubnetId, 'SubnetId');
}

const defaultRoute = ({ Routes = [] }: RouteTable) => Routes.find((it) => it.DestinationCidrBlock === '0.0.0.0/0');
const isPublic = (table: RouteTable): boolean => defaultRoute(table)?.GatewayId?.startsWith('igw-') ?? false;
const isMain = ({ Associations = [] }: RouteTable): boolean => Associations.some(({ Main }) => Main);

/** The route table of a subnet: its own, or the main one. */
function tableOf({ tables }: ExistingNetwork, subnetId: string | undefined): RouteTable | undefined {
  const own = tables.find(({ Associations = [] }) => Associations.some((it) => it.SubnetId === subnetId));
  return own ?? tables.find(isMain);
}

async function createDefaultRoutes({ ec2 }: Ec2, { vpcId, copiedIds, network }: NetworkCopy): Promise<void> {
  if (!network.tables.some(defaultRoute)) return;
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const GatewayId = required(InternetGateway?.InternetGatewayId, 'InternetGatewayId');
  await ec2.send(new AttachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: GatewayId }));
  const addDefaultRoute = async (
    SubnetId: string | undefined,
    target: { GatewayId: string } | { NatGatewayId: string },
  ) => {
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }));
    const RouteTableId = RouteTable?.RouteTableId;
    await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', ...target }));
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
  };
  const { publicSubnets, natSubnets } = subnetsByDefaultRoute(network);
  const copyOf = ({ SubnetId = '' }: Subnet) => copiedIds.get(SubnetId);
  for (const subnet of publicSubnets) await addDefaultRoute(copyOf(subnet), { GatewayId });
  if (natSubnets.length === 0) return;
  const [first] = publicSubnets;
  const outside = first ? copyOf(first) : await subnetElsewhere({ ec2 }, vpcId);
  if (!first) await addDefaultRoute(outside, { GatewayId });
  const NatGatewayId = await createNatGateway({ ec2 }, outside);
  for (const subnet of natSubnets) await addDefaultRoute(copyOf(subnet), { NatGatewayId });
}

/** A subnet in a range that the VPC has not: the way out of its private ones may be anywhere, in another VPC as well. */
async function subnetElsewhere({ ec2 }: Ec2, VpcId: string): Promise<string> {
  const CidrBlock = '100.127.255.0/24';
  await ec2.send(new AssociateVpcCidrBlockCommand({ VpcId, CidrBlock }));
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock }));
  return required(Subnet?.SubnetId, 'SubnetId');
}

/** The subnets with a default route to an internet gateway, and those with a default route to anything else. */
function subnetsByDefaultRoute(network: ExistingNetwork): {
  readonly publicSubnets: readonly Subnet[];
  readonly natSubnets: readonly Subnet[];
} {
  const withDefaultRoute = (matches: (table: RouteTable) => boolean) =>
    network.subnets.filter(({ SubnetId }) => {
      const table = tableOf(network, SubnetId);
      return table !== undefined && defaultRoute(table) !== undefined && matches(table);
    });
  return { publicSubnets: withDefaultRoute(isPublic), natSubnets: withDefaultRoute((table) => !isPublic(table)) };
}

async function createNatGateway({ ec2 }: Ec2, SubnetId: string | undefined): Promise<string> {
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
  const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }));
  return required(NatGateway?.NatGatewayId, 'NatGatewayId');
}

/** Without those that lead to what the rehearsal's AWS does not have: nothing of a stack goes there. */
async function ofKnownServices({ ec2 }: Ec2, endpoints: readonly VpcEndpoint[]): Promise<VpcEndpoint[]> {
  const { ServiceDetails = [] } = await ec2.send(new DescribeVpcEndpointServicesCommand({}));
  return endpoints.filter(({ ServiceName: name, VpcEndpointType: type }) =>
    ServiceDetails.some(
      ({ ServiceName, ServiceType = [] }) =>
        ServiceName === name && ServiceType.some(({ ServiceType: it }) => it === type),
    ),
  );
}

async function createEndpoints({ ec2 }: Ec2, { vpcId, copiedIds, network }: NetworkCopy): Promise<void> {
  if (network.endpoints.length === 0) return;
  const group = { GroupName: 'endpoints', Description: 'endpoints', VpcId: vpcId };
  const { GroupId } = await ec2.send(new CreateSecurityGroupCommand(group));
  const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  const { RouteTables = [] } = await ec2.send(
    new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
  );
  const RouteTableIds = RouteTables.flatMap(({ RouteTableId = [] }) => RouteTableId);
  const endpoints = await ofKnownServices({ ec2 }, network.endpoints);
  for (const { ServiceName, VpcEndpointType, SubnetIds = [], PrivateDnsEnabled } of endpoints) {
    const isGateway = VpcEndpointType === 'Gateway';
    const inside = {
      SubnetIds: SubnetIds.flatMap((id) => copiedIds.get(id) ?? []),
      SecurityGroupIds: GroupId ? [GroupId] : [],
      PrivateDnsEnabled,
    };
    const attachment = isGateway ? { RouteTableIds } : inside;
    await ec2.send(new CreateVpcEndpointCommand({ VpcId: vpcId, ServiceName, VpcEndpointType, ...attachment }));
  }
}
