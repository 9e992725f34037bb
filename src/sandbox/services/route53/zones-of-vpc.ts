import { ListHostedZonesByVPCCommand, type GetHostedZoneResponse, type VPCRegion } from '@aws-sdk/client-route-53';
import { on, type Context } from '../../service.js';
import { namespaces, type NamespaceRow } from '../servicediscovery/tables.js';
import { invalidInput } from './refusals.js';

export const zonesOfVpcOperations = [
  /**
   * The private hosted zones that a VPC asks first. Here they are those of namespaces of Cloud Map, which makes them as the
   * account: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByVPC.html
   * That a VPC which is not there has none is believed.
   */
  on(ListHostedZonesByVPCCommand, ({ VPCId, VPCRegion, MaxItems = 100, NextToken }, context) => {
    if (!VPCId || !VPCRegion) throw invalidInput('The VPC and its region are required');
    const { account } = context;
    const rows = namespaces({ ...context, region: VPCRegion })
      .all(({ vpc }) => vpc === VPCId)
      .map((row) => ({ HostedZoneId: zoneIdOf(row), Name: zoneNameOf(row), Owner: { OwningAccount: account } }))
      .sort((a, b) => (a.HostedZoneId < b.HostedZoneId ? -1 : 1))
      .filter(({ HostedZoneId }) => NextToken === undefined || HostedZoneId >= NextToken);
    const next = rows[MaxItems];
    return {
      HostedZoneSummaries: rows.slice(0, MaxItems),
      MaxItems,
      ...(next && { NextToken: next.HostedZoneId }),
    };
  }),
];

const zoneIdOf = ({ namespace: { Properties } }: NamespaceRow) => Properties?.DnsProperties?.HostedZoneId ?? '';
const zoneNameOf = ({ namespace: { Name } }: NamespaceRow) => `${Name.toLowerCase().replace(/\.$/, '')}.`;

/**
 * The zone of a namespace, in whichever region; undefined where none has it. That its records are counted as two is believed.
 * Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_LinkedService.html
 */
export function zoneOfNamespace(context: Context, id: string): GetHostedZoneResponse | undefined {
  const regions = context.world.regionsWith('servicediscovery/namespaces');
  const found = regions.flatMap((region) =>
    namespaces({ ...context, region })
      .all((row) => row.vpc !== undefined && zoneIdOf(row) === id)
      .map((row) => ({ row, region })),
  );
  const [it] = found;
  return (
    it && {
      HostedZone: {
        Id: `/hostedzone/${id}`,
        Name: zoneNameOf(it.row),
        CallerReference: it.row.operationId,
        Config: { PrivateZone: true },
        ResourceRecordSetCount: 2,
        LinkedService: { ServicePrincipal: 'servicediscovery.amazonaws.com' },
      },
      VPCs: [{ VPCRegion: it.region as VPCRegion, VPCId: it.row.vpc }],
    }
  );
}
