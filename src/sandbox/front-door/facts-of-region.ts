import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { ListClustersCommand } from '@aws-sdk/client-ecs';
import { all } from '../../all.js';
import type { Senders } from '../../aws/services.js';
import { pages } from '../../pages.js';
import { readFacts } from '../../path-facts/read-facts.js';
import type { Facts } from '../../path/facts.js';
import type { WaysIn } from './ways-in.js';

/** All that a request may meet in a region, whoever's it is. */
export async function factsOfRegion(
  senders: Senders,
  { apis, loadBalancers, domainNames, names }: WaysIn,
): Promise<Facts> {
  const { ec2, ecs } = senders;
  const [clusters, vpcs] = await all([
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
    domainNames: domainNames.map(({ name }) => name),
    loadBalancers: loadBalancers.map(({ arn }) => arn),
    clusters,
    vpcs: vpcs.flatMap(({ VpcId }) => VpcId ?? []),
  });
  return { ...facts, names };
}
