import { DescribeNetworkAclsCommand, type NetworkAcl } from '@aws-sdk/client-ec2';
import { pages } from '../../src/pages.js';
import type { Cloud } from '../../src/step.js';

/** The network ACLs of a VPC. A VPC and all its subnets ask for them, which is one question. */
export async function networkAclsIn({ ec2 }: Cloud, vpcId: string): Promise<readonly NetworkAcl[]> {
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const found = await pages(async (NextToken) => {
    const answer = await ec2.send(new DescribeNetworkAclsCommand({ Filters, NextToken }));
    return { items: answer.NetworkAcls, next: answer.NextToken };
  });
  return found.filter(({ VpcId }) => VpcId === vpcId);
}
