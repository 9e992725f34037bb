import { GetApisCommand, GetDomainNamesCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { ListClustersCommand } from '@aws-sdk/client-ecs';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListHostedZonesCommand, ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { all } from '../../all.js';
import type { Senders } from '../../aws/services.js';
import { pages } from '../../pages.js';
import { readFacts } from '../../path-facts/read-facts.js';
import type { Facts, Name } from '../../path/facts.js';

/** All that a request may meet in a region, whoever's it is. */
export async function factsOfRegion(senders: Senders): Promise<Facts> {
  const { apigatewayv2, ec2, ecs, elbv2 } = senders;
  const [apis, domainNames, loadBalancers, clusters, vpcs, names] = await all([
    pages(async (NextToken) => {
      const { Items, NextToken: next } = await apigatewayv2.send(new GetApisCommand({ NextToken }));
      return { items: Items, next };
    }),
    pages(async (NextToken) => {
      const { Items, NextToken: next } = await apigatewayv2.send(new GetDomainNamesCommand({ NextToken }));
      return { items: Items, next };
    }),
    pages(async (Marker) => {
      const { LoadBalancers, NextMarker: next } = await elbv2.send(new DescribeLoadBalancersCommand({ Marker }));
      return { items: LoadBalancers, next };
    }),
    pages(async (nextToken) => {
      const { clusterArns, nextToken: next } = await ecs.send(new ListClustersCommand({ nextToken }));
      return { items: clusterArns, next };
    }),
    pages(async (NextToken) => {
      const { Vpcs, NextToken: next } = await ec2.send(new DescribeVpcsCommand({ NextToken }));
      return { items: Vpcs, next };
    }),
    namesIn(senders),
  ]);
  const facts = await readFacts(senders, {
    apis: apis.flatMap(({ ApiId }) => ApiId ?? []),
    domainNames: domainNames.flatMap(({ DomainName }) => DomainName ?? []),
    loadBalancers: loadBalancers.flatMap(({ LoadBalancerArn }) => LoadBalancerArn ?? []),
    clusters,
    vpcs: vpcs.flatMap(({ VpcId }) => VpcId ?? []),
  });
  return { ...facts, names };
}

/** The names that lead somewhere else by an alias record, in all public hosted zones. */
async function namesIn({ route53 }: Senders): Promise<Name[]> {
  const zones = await pages(async (Marker) => {
    const { HostedZones, NextMarker: next } = await route53.send(new ListHostedZonesCommand({ Marker }));
    return { items: HostedZones, next };
  });
  const open = zones.filter(({ Config }) => Config?.PrivateZone !== true);
  const found = await all(
    open.map(async ({ Id: HostedZoneId = '' }) => {
      const { ResourceRecordSets = [] } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId }));
      return ResourceRecordSets.flatMap(({ Name = '', AliasTarget }) =>
        AliasTarget?.DNSName === undefined
          ? []
          : [{ Name: plain(Name), Target: plain(AliasTarget.DNSName), HostedZoneId }],
      );
    }),
  );
  return found.flat();
}

/** Route 53 ends names with a dot, and writes a star as `\052`. */
const plain = (name: string): string => name.replace(/\.$/, '').replace('\\052', '*').toLowerCase();
