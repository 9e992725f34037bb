import { GetDomainNamesCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { ListClustersCommand } from '@aws-sdk/client-ecs';
import { all } from '../../all.js';
import type { Senders } from '../../aws/services.js';
import { pages } from '../../pages.js';
import { readFacts } from '../../path-facts/read-facts.js';
import type { Facts } from '../../path/facts.js';
import type { WaysIn } from './ways-in.js';

/** All that a request may meet in a region, whoever's it is. */
export async function factsOfRegion(senders: Senders, { apis, loadBalancers, names }: WaysIn): Promise<Facts> {
  const { apigatewayv2, ec2, ecs } = senders;
  const [domainNames, clusters, vpcs] = await all([
    pages(async (NextToken) => {
      const { Items, NextToken: next } = await apigatewayv2.send(new GetDomainNamesCommand({ NextToken }));
      return { items: Items, next };
    }),
    pages(async (nextToken) => {
      const { clusterArns, nextToken: next } = await ecs.send(new ListClustersCommand({ nextToken }));
      return { items: clusterArns, next };
    }),
    pages(async (NextToken) => {
      const { Vpcs, NextToken: next } = await ec2.send(new DescribeVpcsCommand({ NextToken }));
      return { items: Vpcs, next };
    }),
  ]);
  const facts = await readFacts(senders, {
    apis: apis.map(({ id }) => id),
    domainNames: domainNames.flatMap(({ DomainName }) => DomainName ?? []),
    loadBalancers: loadBalancers.map(({ arn }) => arn),
    clusters,
    vpcs: vpcs.flatMap(({ VpcId }) => VpcId ?? []),
  });
  return { ...facts, names };
}
