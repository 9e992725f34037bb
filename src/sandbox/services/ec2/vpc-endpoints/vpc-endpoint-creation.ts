import type { CreateVpcEndpointCommandInput } from '@aws-sdk/client-ec2';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, type Context } from '../../../service.js';
import { endpointServiceByName, type EndpointService } from './endpoint-services.js';
import { existingRow, vpc, vpcEndpoint } from '../resource-kinds.js';
import { notInSandbox, required, refuseOtherMembers } from '../refusals.js';
import { vpcEndpoints, type VpcEndpointRow, type VpcRow } from '../tables.js';
import { tagsFor } from '../tag-specifications.js';
import { attachInterfaces, checkedGroups, checkedSubnets } from './vpc-endpoint-interfaces.js';
import { beginVpcEndpoint } from './vpc-endpoint-lifecycle.js';
import { checkedPolicy } from './vpc-endpoint-policy.js';
import { checkPrivateDns } from './vpc-endpoint-private-dns.js';
import { addRoutes, checkedTables } from './vpc-endpoint-routes.js';

const known = [
  'VpcEndpointType',
  'VpcId',
  'ServiceName',
  'PolicyDocument',
  'RouteTableIds',
  'SubnetIds',
  'SecurityGroupIds',
  'IpAddressType',
  'PrivateDnsEnabled',
] as const;

type Input = CreateVpcEndpointCommandInput;
/** What every endpoint has from its request, checked. */
interface Request {
  readonly home: VpcRow;
  readonly service: EndpointService;
  readonly common: Pick<VpcEndpointRow, 'VpcId' | 'ServiceName' | 'VpcEndpointType' | 'PolicyDocument' | 'Tags'>;
}

/** @throws AwsError InvalidServiceName, InvalidParameter, InvalidPolicyDocument, and those of what the request names */
export function createVpcEndpoint(context: Context, input: Input): VpcEndpointRow {
  refuseOtherMembers(input, known);
  if ((input.IpAddressType ?? 'ipv4') !== 'ipv4') throw notInSandbox('IPv6 for VPC endpoints');
  const home = existingRow(context, vpc, input.VpcId, 'vpcId');
  // Without a type it is a gateway endpoint: they came first.
  const { VpcEndpointType = 'Gateway' } = input;
  refuseStrangeMembers(VpcEndpointType, input);
  const service = endpointServiceByName(context, required(input.ServiceName, 'serviceName'), VpcEndpointType);
  const PolicyDocument = checkedPolicy(input.PolicyDocument);
  const Tags = tagsFor(vpcEndpoint, input.TagSpecifications);
  const common = { VpcId: home.VpcId, ServiceName: service.ServiceName, VpcEndpointType, PolicyDocument, Tags };
  const create = service.type === 'Gateway' ? createGatewayEndpoint : createInterfaceEndpoint;
  const row = create(context, input, { home, service, common });
  beginVpcEndpoint(context, row);
  return row;
}

const tooManyEndpoints = () => 'The maximum number of VPC endpoints has been reached.';

function createGatewayEndpoint(context: Context, input: Input, { common }: Request): VpcEndpointRow {
  const tables = checkedTables(context, common, input.RouteTableIds);
  const gateways = vpcEndpoints(context).all(({ VpcEndpointType }) => VpcEndpointType === 'Gateway');
  refuseBeyond(context, 'gateway-endpoints', gateways.length + 1, tooManyEndpoints);
  const row = newRow(context, { ...common, PrivateDnsEnabled: false, Groups: [] });
  addRoutes(context, row, tables);
  return row;
}

function createInterfaceEndpoint(context: Context, input: Input, { home, service, common }: Request): VpcEndpointRow {
  const subnets = checkedSubnets(context, home.VpcId, input.SubnetIds);
  const groups = checkedGroups(context, home.VpcId, input.SecurityGroupIds);
  const { PrivateDnsEnabled = service.name !== 's3' } = input;
  if (PrivateDnsEnabled) checkPrivateDns(context, home, service);
  const others = vpcEndpoints(context).all(
    ({ VpcEndpointType, VpcId }) => VpcEndpointType === 'Interface' && VpcId === home.VpcId,
  );
  refuseBeyond(context, 'interface-endpoints', others.length + 1, tooManyEndpoints);
  const Groups = groups.map(({ GroupId, GroupName }) => ({ GroupId, GroupName }));
  const row = newRow(context, { ...common, PrivateDnsEnabled, Groups });
  attachInterfaces(context, row, subnets);
  return row;
}

function newRow(
  context: Context,
  it: Request['common'] & Pick<VpcEndpointRow, 'PrivateDnsEnabled' | 'Groups'>,
): VpcEndpointRow {
  const row: VpcEndpointRow = {
    VpcEndpointId: context.id('vpce'),
    ...it,
    State: 'pending',
    IpAddressType: 'ipv4',
    DnsOptions: { DnsRecordIpType: 'ipv4' },
    RequesterManaged: false,
    NetworkInterfaceIds: [],
    CreationTimestamp: context.now,
    OwnerId: context.account,
    dns: { label: context.world.hex(8), hostedZoneId: `Z${context.world.hex(20).toUpperCase()}` },
  };
  vpcEndpoints(context).set(row.VpcEndpointId, row);
  return row;
}

/** The members that belong to the other type: AWS looks at them before it looks at the service. */
function refuseStrangeMembers(type: string, input: Input): void {
  const only = (what: string, types: string) =>
    new AwsError('InvalidParameter', `${what} are only supported for ${types} type VPC Endpoints.`);
  if (type === 'Gateway' && input.SubnetIds) throw only('Subnet IDs', 'Interface and GatewayLoadBalancer');
  if (type === 'Gateway' && input.SecurityGroupIds) throw only('Security group IDs', 'Interface');
  if (type === 'Gateway' && input.PrivateDnsEnabled) throw only('Private DNS names', 'Interface');
  if (type === 'Interface' && input.RouteTableIds) throw only('Route table IDs', 'Gateway');
}
