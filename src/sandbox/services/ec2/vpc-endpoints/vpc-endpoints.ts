import {
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeVpcEndpointsCommand,
  type DnsEntry,
  type State,
  type UnsuccessfulItem,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { on, type Context, type Operation } from '../../../service.js';
import { idempotent } from '../client-tokens.js';
import { described, type Description } from '../describe.js';
import { endpointServiceByName } from './endpoint-services.js';
import { endpointPages } from '../pages.js';
import { checkIdFormat, vpcEndpoint } from '../resource-kinds.js';
import { missingParameter } from '../refusals.js';
import { vpcEndpoints, type VpcEndpointRow } from '../tables.js';
import { createVpcEndpoint } from './vpc-endpoint-creation.js';
import { interfacesOf } from './vpc-endpoint-interfaces.js';
import { endVpcEndpoint } from './vpc-endpoint-lifecycle.js';
import { tablesOf } from './vpc-endpoint-routes.js';

/**
 * Ways from a VPC to AWS's services that need no internet: an interface endpoint costs by the hour and by the zone, a
 * gateway endpoint nothing.
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html
 */
export const vpcEndpointOperations: readonly Operation[] = [
  idempotent(
    on(CreateVpcEndpointCommand, (input, context) => {
      const row = createVpcEndpoint(context, input);
      return { VpcEndpoint: shown(context, row), ...(input.ClientToken && { ClientToken: input.ClientToken }) };
    }),
  ),

  on(DescribeVpcEndpointsCommand, (question, context) => {
    const { rows, ...more } = described(context, description(context), { ...question, ids: question.VpcEndpointIds });
    return { VpcEndpoints: rows.map((row) => shown(context, row)), ...more };
  }),

  // What cannot be deleted is told in the answer, which is a success all the same.
  on(DeleteVpcEndpointsCommand, ({ VpcEndpointIds }, context) => {
    if (!VpcEndpointIds?.length) throw missingParameter('vpcEndpointIds');
    checkIdFormat(vpcEndpoint, VpcEndpointIds);
    return { Unsuccessful: [...new Set(VpcEndpointIds)].flatMap((id) => deleted(context, id) ?? []) };
  }),
];

function deleted(context: Context, id: string): UnsuccessfulItem | undefined {
  const row = vpcEndpoints(context).get(id);
  if (row && row.State !== 'deleting') endVpcEndpoint(context, row);
  if (row) return undefined;
  const Message = `The Vpc Endpoint Id '${id}' does not exist`;
  return { ResourceId: id, Error: { Code: 'InvalidVpcEndpoint.NotFound', Message } };
}

function shown(context: Context, row: VpcEndpointRow): VpcEndpoint {
  const { dns: _dns, State: lowerCase, ...it } = row;
  const state: string = lowerCase;
  return structuredClone({
    ...it,
    State: state as State,
    RouteTableIds: tablesOf(context, row).map(({ RouteTableId }) => RouteTableId),
    SubnetIds: interfacesOf(context, row).map(({ SubnetId }) => SubnetId),
    DnsEntries: row.VpcEndpointType === 'Interface' ? dnsEntries(context, row) : [],
    ServiceRegion: context.region,
  });
}

/** Its names of its own, for all zones and for each one; with private DNS, the service's public name. */
function dnsEntries(context: Context, row: VpcEndpointRow): DnsEntry[] {
  const { base, privateName } = endpointServiceByName(context, row.ServiceName, 'Interface');
  const { label, hostedZoneId } = row.dns;
  const zones = interfacesOf(context, row).map(({ AvailabilityZone }) => `-${AvailabilityZone}`);
  return [
    ...['', ...zones].map((zone) => ({ DnsName: `${row.VpcEndpointId}-${label}${zone}.${base}` })),
    ...(row.PrivateDnsEnabled ? [{ DnsName: privateName, HostedZoneId: hostedZoneId }] : []),
  ];
}

const description = ({ region }: Context): Description<VpcEndpointRow> => ({
  kind: vpcEndpoint,
  idsParameter: 'vpcEndpointIds',
  pages: endpointPages,
  filters: {
    'ip-address-type': ({ IpAddressType }) => IpAddressType,
    'service-name': ({ ServiceName }) => ServiceName,
    'service-region': () => region,
    'vpc-endpoint-id': ({ VpcEndpointId }) => VpcEndpointId,
    'vpc-endpoint-state': ({ State: state }) => state,
    'vpc-endpoint-type': ({ VpcEndpointType }) => VpcEndpointType,
    'vpc-id': ({ VpcId }) => VpcId,
  },
});
