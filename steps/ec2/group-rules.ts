import { DescribeSecurityGroupRulesCommand } from '@aws-sdk/client-ec2';
import type { Cloud } from '../../src/step.js';

/** @returns reads a page of the rules of a security group */
export const pageOfRules =
  ({ ec2 }: Cloud, groupId: string) =>
  async (NextToken: string | undefined) => {
    const Filters = [{ Name: 'group-id', Values: [groupId] }];
    const answer = await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters, NextToken }));
    return { items: answer.SecurityGroupRules, next: answer.NextToken };
  };
