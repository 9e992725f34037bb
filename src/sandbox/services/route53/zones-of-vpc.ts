import { ListHostedZonesByVPCCommand } from '@aws-sdk/client-route-53';
import { on } from '../../service.js';
import { namespaces } from '../servicediscovery/tables.js';
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
      .map(({ namespace: { Name, Properties } }) => ({
        HostedZoneId: Properties?.DnsProperties?.HostedZoneId ?? '',
        Name: `${Name.toLowerCase().replace(/\.$/, '')}.`,
        Owner: { OwningAccount: account },
      }))
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
