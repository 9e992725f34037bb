import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
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
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  ModifyVpcAttributeCommand,
  type RouteTable,
  type Subnet,
  type Vpc,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import type { World } from '../sandbox/world.js';
import { required, type Cloud } from '../step.js';
import { renamed, Stage, type Setting } from './stage.js';

type Ec2 = Pick<Cloud, 'ec2'>;

/** A network that somebody else made, as far as it matters to who moves in: what it is, and which ways lead out. */
export interface Neighbourhood {
  readonly vpc: Vpc;
  readonly hasDnsHostnames: boolean;
  readonly subnets: readonly Subnet[];
  readonly tables: readonly RouteTable[];
  readonly endpoints: readonly VpcEndpoint[];
}

/** Looks at a network. @returns undefined where there is no such VPC: whoever looks for it will say so */
export async function lookAround({ ec2 }: Ec2, vpcId: string): Promise<Neighbourhood | undefined> {
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const { Vpcs: [vpc] = [] } = await ec2.send(new DescribeVpcsCommand({ Filters }));
  if (!vpc) return undefined;
  const [hostnames, subnets, tables, endpoints] = await Promise.all([
    ec2.send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute: 'enableDnsHostnames' })),
    ec2.send(new DescribeSubnetsCommand({ Filters })),
    ec2.send(new DescribeRouteTablesCommand({ Filters })),
    ec2.send(new DescribeVpcEndpointsCommand({ Filters })),
  ]);
  return {
    vpc,
    hasDnsHostnames: hostnames.EnableDnsHostnames?.Value ?? false,
    subnets: subnets.Subnets ?? [],
    tables: tables.RouteTables ?? [],
    endpoints: endpoints.VpcEndpoints ?? [],
  };
}

/**
 * Makes a world with such a network in it, under its real ids. Ways out are simplified: a default route to an internet
 * gateway is one, a default route to anything else is taken for a NAT gateway in one of the public subnets, and the
 * endpoints let everybody in.
 * @param world what there is before
 */
export async function worldWith(network: Neighbourhood, setting: Setting, world?: World): Promise<World> {
  const stage = new Stage(setting, world);
  const ids = new Map<string, string>();
  await stage.act(async ({ ec2 }) => {
    const vpcId = await makeVpc({ ec2 }, network);
    ids.set(vpcId, network.vpc.VpcId ?? '');
    for (const subnet of network.subnets) ids.set(await makeSubnet({ ec2 }, vpcId, subnet), subnet.SubnetId ?? '');
    const here = new Map([...ids].map(([made, real]) => [real, made]));
    await makeWaysOut({ ec2 }, { vpcId, here, network });
    await makeEndpoints({ ec2 }, { vpcId, here, network });
  });
  // Until all of it is in service; time passes with the next request.
  await stage.clock.sleep(600_000);
  await stage.act(({ ec2 }) => ec2.send(new DescribeVpcsCommand({})));
  return renamed(stage.world, ids);
}

interface Making {
  readonly vpcId: string;
  /** The ids of this world by the real ones. */
  readonly here: ReadonlyMap<string, string>;
  readonly network: Neighbourhood;
}

async function makeVpc({ ec2 }: Ec2, { vpc, hasDnsHostnames }: Neighbourhood): Promise<string> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: vpc.CidrBlock }));
  const VpcId = required(Vpc?.VpcId, 'VpcId');
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: hasDnsHostnames } }));
  return VpcId;
}

async function makeSubnet({ ec2 }: Ec2, VpcId: string, { CidrBlock, AvailabilityZoneId }: Subnet): Promise<string> {
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZoneId }));
  return required(Subnet?.SubnetId, 'SubnetId');
}

const defaultRoute = ({ Routes = [] }: RouteTable) => Routes.find((it) => it.DestinationCidrBlock === '0.0.0.0/0');
const isPublic = (table: RouteTable): boolean => defaultRoute(table)?.GatewayId?.startsWith('igw-') ?? false;
const isMain = ({ Associations = [] }: RouteTable): boolean => Associations.some(({ Main }) => Main);

/** The table of each subnet: its own, or the main one. */
function tableOf({ tables }: Neighbourhood, subnetId: string | undefined): RouteTable | undefined {
  const own = tables.find(({ Associations = [] }) => Associations.some((it) => it.SubnetId === subnetId));
  return own ?? tables.find(isMain);
}

async function makeWaysOut({ ec2 }: Ec2, { vpcId, here, network }: Making): Promise<void> {
  if (!network.tables.some(defaultRoute)) return;
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const GatewayId = required(InternetGateway?.InternetGatewayId, 'InternetGatewayId');
  await ec2.send(new AttachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: GatewayId }));
  const leadOut = async ({ SubnetId }: Subnet, way: { GatewayId: string } | { NatGatewayId: string }) => {
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }));
    const RouteTableId = RouteTable?.RouteTableId;
    await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', ...way }));
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId: here.get(SubnetId ?? '') }));
  };
  const { open, behind } = kindsOf(network);
  for (const subnet of open) await leadOut(subnet, { GatewayId });
  const [first] = open;
  if (!first || behind.length === 0) return;
  const NatGatewayId = await makeNatGateway({ ec2 }, here.get(first.SubnetId ?? ''));
  for (const subnet of behind) await leadOut(subnet, { NatGatewayId });
}

/** Subnets with a default route to an internet gateway, and those with one to anything else. */
function kindsOf(network: Neighbourhood): { readonly open: readonly Subnet[]; readonly behind: readonly Subnet[] } {
  const leading = (how: (table: RouteTable) => boolean) =>
    network.subnets.filter(({ SubnetId }) => {
      const table = tableOf(network, SubnetId);
      return table !== undefined && defaultRoute(table) !== undefined && how(table);
    });
  return { open: leading(isPublic), behind: leading((table) => !isPublic(table)) };
}

async function makeNatGateway({ ec2 }: Ec2, SubnetId: string | undefined): Promise<string> {
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
  const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }));
  return required(NatGateway?.NatGatewayId, 'NatGatewayId');
}

async function makeEndpoints({ ec2 }: Ec2, { vpcId, here, network }: Making): Promise<void> {
  if (network.endpoints.length === 0) return;
  const group = { GroupName: 'endpoints', Description: 'endpoints', VpcId: vpcId };
  const { GroupId } = await ec2.send(new CreateSecurityGroupCommand(group));
  const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }));
  const RouteTableIds = RouteTables.flatMap(({ RouteTableId = [] }) => RouteTableId);
  for (const { ServiceName, VpcEndpointType, SubnetIds = [], PrivateDnsEnabled } of network.endpoints) {
    const isGateway = VpcEndpointType === 'Gateway';
    const inside = { SubnetIds: SubnetIds.flatMap((id) => here.get(id) ?? []), SecurityGroupIds: GroupId ? [GroupId] : [], PrivateDnsEnabled };
    const how = isGateway ? { RouteTableIds } : inside;
    await ec2.send(new CreateVpcEndpointCommand({ VpcId: vpcId, ServiceName, VpcEndpointType, ...how }));
  }
}
