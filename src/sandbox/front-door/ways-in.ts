import { GetApisCommand, GetDomainNamesCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListHostedZonesCommand, ListResourceRecordSetsCommand, type RRType } from '@aws-sdk/client-route-53';
import { all } from '../../all.js';
import type { Senders } from '../../aws/services.js';
import { pages } from '../../pages.js';
import type { Name } from '../../path/facts.js';

/** What has a name in a region that requests may be made to. */
export interface WaysIn {
  readonly apis: readonly { readonly id: string; readonly name: string }[];
  readonly loadBalancers: readonly { readonly arn: string; readonly name: string }[];
  /** Custom domains, and the name of AWS's that each of them has to lead to. */
  readonly domainNames: readonly { readonly name: string; readonly address: string }[];
  /** Those that lead somewhere else by an alias record, in all public hosted zones. */
  readonly names: readonly Name[];
}

export async function waysInto(senders: Senders): Promise<WaysIn> {
  const { apigatewayv2, elbv2 } = senders;
  const [apis, loadBalancers, domainNames, names] = await all([
    pages(async (NextToken) => {
      const { Items, NextToken: next } = await apigatewayv2.send(new GetApisCommand({ NextToken }));
      return { items: Items, next };
    }),
    pages(async (Marker) => {
      const { LoadBalancers, NextMarker: next } = await elbv2.send(new DescribeLoadBalancersCommand({ Marker }));
      return { items: LoadBalancers, next };
    }),
    pages(async (NextToken) => {
      const { Items, NextToken: next } = await apigatewayv2.send(new GetDomainNamesCommand({ NextToken }));
      return { items: Items, next };
    }),
    aliasesIn(senders),
  ]);
  return {
    apis: apis.map(({ ApiId = '', ApiEndpoint = '' }) => ({ id: ApiId, name: new URL(ApiEndpoint).hostname })),
    loadBalancers: loadBalancers.map(({ LoadBalancerArn: arn = '', DNSName = '' }) => ({
      arn,
      name: DNSName.toLowerCase(),
    })),
    domainNames: domainNames.flatMap(({ DomainName: name = '', DomainNameConfigurations = [] }) =>
      DomainNameConfigurations.map(({ ApiGatewayDomainName: address = '' }) => ({ name, address })),
    ),
    names,
  };
}

/** What DNS leads requests in by. */
export const hostnamesOf = ({ apis, loadBalancers, names }: WaysIn): string[] => [
  ...[...apis, ...loadBalancers].map(({ name }) => name),
  ...names.map(({ Name }) => Name),
];

/** What a client connects to, whatever name it asks for there. */
export const addressesOf = (ways: WaysIn): string[] => [
  ...hostnamesOf(ways),
  ...ways.domainNames.map(({ address }) => address.toLowerCase()),
];

async function aliasesIn({ route53 }: Senders): Promise<Name[]> {
  const zones = await pages(async (Marker) => {
    const { HostedZones, NextMarker: next } = await route53.send(new ListHostedZonesCommand({ Marker }));
    return { items: HostedZones, next };
  });
  const open = zones.filter(({ Config }) => Config?.PrivateZone !== true);
  const found = await all(open.map(({ Id: HostedZoneId = '' }) => aliasesOf({ route53 }, HostedZoneId)));
  return found.flat();
}

async function aliasesOf({ route53 }: Pick<Senders, 'route53'>, HostedZoneId: string): Promise<Name[]> {
  const sets = await pages(async (token) => {
    const [StartRecordName, StartRecordType] = token?.split(' ') ?? [];
    const from = { StartRecordName, StartRecordType: StartRecordType as RRType | undefined };
    const page = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId, ...from }));
    const next = page.IsTruncated ? `${page.NextRecordName} ${page.NextRecordType}` : undefined;
    return { items: page.ResourceRecordSets, next };
  });
  return sets.flatMap(({ Name = '', AliasTarget }) =>
    AliasTarget?.DNSName === undefined ? [] : [{ Name: plain(Name), Target: plain(AliasTarget.DNSName), HostedZoneId }],
  );
}

/** Route 53 ends names with a dot, and writes a star as `\052`. */
const plain = (name: string): string => name.replace(/\.$/, '').replace('\\052', '*').toLowerCase();
