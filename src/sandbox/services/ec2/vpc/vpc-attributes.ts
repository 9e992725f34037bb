import { DescribeVpcAttributeCommand, ModifyVpcAttributeCommand } from '@aws-sdk/client-ec2';
import { on, type Operation } from '../../../service.js';
import { existingRow, vpc } from '../resource-kinds.js';
import { invalidCombination, required, invalid } from '../refusals.js';
import type { VpcRow } from '../tables.js';

type Attribute = keyof VpcRow['attributes'];
/** The attributes as requests and answers spell them. */
const members = {
  enableDnsSupport: 'EnableDnsSupport',
  enableDnsHostnames: 'EnableDnsHostnames',
  enableNetworkAddressUsageMetrics: 'EnableNetworkAddressUsageMetrics',
} as const satisfies Record<Attribute, string>;
const attributes = Object.keys(members) as Attribute[];

/** One attribute a call, both ways. Names for endpoints and private zones need DNS support and DNS hostnames. */
export const vpcAttributeOperations: readonly Operation[] = [
  on(DescribeVpcAttributeCommand, ({ VpcId, Attribute }, context) => {
    const row = existingRow(context, vpc, VpcId, 'vpcId');
    const asked: string = required(Attribute, 'attribute');
    const attribute = attributes.find((name) => name === asked);
    if (!attribute) throw invalid(`Value (${asked}) for parameter attribute is invalid. Unknown attribute.`);
    return { VpcId: row.VpcId, [members[attribute]]: { Value: row.attributes[attribute] } };
  }),

  on(ModifyVpcAttributeCommand, (input, context) => {
    const row = existingRow(context, vpc, input.VpcId, 'vpcId');
    const asked = attributes.filter((name) => input[members[name]] !== undefined);
    const [attribute] = asked;
    if (!attribute) throw invalidCombination('No attributes specified.');
    if (asked.length > 1)
      throw invalidCombination(`Fields for multiple attribute types specified: ${asked.join(', ')}`);
    const value = required(input[members[attribute]]?.Value, `${attribute}.value`);
    if (attribute === 'enableDnsHostnames' && value && !row.attributes.enableDnsSupport)
      throw invalidCombination('DNS hostnames can only be enabled in a VPC that has DNS support enabled.');
    row.attributes[attribute] = value;
    return {};
  }),
];
