import { DescribeVpcAttributeCommand, ModifyVpcAttributeCommand } from '@aws-sdk/client-ec2';
import { on, type Operation } from '../../service.js';
import { one, vpc } from './nouns.js';
import { badCombination, given, invalid } from './refusals.js';
import type { VpcRow } from './tables.js';

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
    const row = one(context, vpc, VpcId, 'vpcId');
    const asked: string = given(Attribute, 'attribute');
    const attribute = attributes.find((name) => name === asked);
    if (!attribute) throw invalid(`Value (${asked}) for parameter attribute is invalid. Unknown attribute.`);
    return { VpcId: row.VpcId, [members[attribute]]: { Value: row.attributes[attribute] } };
  }),

  on(ModifyVpcAttributeCommand, (input, context) => {
    const row = one(context, vpc, input.VpcId, 'vpcId');
    const asked = attributes.filter((name) => input[members[name]] !== undefined);
    const [attribute] = asked;
    if (!attribute) throw badCombination('No attributes specified.');
    if (asked.length > 1) throw badCombination(`Fields for multiple attribute types specified: ${asked.join(', ')}`);
    const value = given(input[members[attribute]]?.Value, `${attribute}.value`);
    if (attribute === 'enableDnsHostnames' && value && !row.attributes.enableDnsSupport)
      throw badCombination('DNS hostnames can only be enabled in a VPC that has DNS support enabled.');
    row.attributes[attribute] = value;
    return {};
  }),
];
