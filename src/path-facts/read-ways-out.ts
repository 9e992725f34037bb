import {
  DescribeNatGatewaysCommand,
  DescribePrefixListsCommand,
  DescribeVpcEndpointsCommand,
} from '@aws-sdk/client-ec2';
import { all } from '../all.js';
import type { Senders } from '../aws/services.js';
import { pages } from '../pages.js';
import type { NetworkFacts } from '../path/network-facts.js';
import { endpointOf, natGatewayOf } from './network-of.js';

type WaysOut = Pick<NetworkFacts, 'vpcEndpoints' | 'natGateways' | 'prefixLists'>;

export const noWaysOut: WaysOut = { vpcEndpoints: [], natGateways: [], prefixLists: [] };

/** What packets leave some VPCs by, and AWS's lists of the addresses that gateway endpoints lead to. */
export async function readWaysOut({ ec2 }: Senders, vpcs: readonly string[]): Promise<WaysOut> {
  if (vpcs.length === 0) return noWaysOut;
  const Filters = [{ Name: 'vpc-id', Values: [...vpcs] }];
  const [endpoints, gateways, lists] = await all([
    pages(async (NextToken) => {
      const answer = await ec2.send(new DescribeVpcEndpointsCommand({ Filters, NextToken }));
      return { items: answer.VpcEndpoints, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await ec2.send(new DescribeNatGatewaysCommand({ Filter: Filters, NextToken }));
      return { items: answer.NatGateways, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await ec2.send(new DescribePrefixListsCommand({ NextToken }));
      return { items: answer.PrefixLists, next: answer.NextToken };
    }),
  ]);
  return {
    vpcEndpoints: endpoints.map(endpointOf),
    natGateways: gateways.map(natGatewayOf),
    prefixLists: lists.map(({ PrefixListId = '', PrefixListName = '', Cidrs = [] }) => ({
      ...{ PrefixListId, PrefixListName, Cidrs },
    })),
  };
}
