import type { $SchemaRef } from '@smithy/types';
import type { ServiceId } from '../aws/services.js';
import { plainText } from '../plain-text.js';
import { shapeOf } from '../sdk-schema.js';
import { isSame, isSelective, keepSelected } from './selected.js';

/** A command of the SDK, as far as it is a question. */
export interface Command {
  readonly input: { readonly [member: string]: unknown };
  readonly schema?: readonly unknown[];
}

/** How questions of an operation are put together: the list of what is asked for, and how many it takes. */
export interface Rule {
  readonly ids: string;
  readonly most: number;
}

/**
 * Believed where no number is published: Elastic Load Balancing's for tags and load balancers is 20, and is taken for its others.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html (10), API_DescribeTasks.html (100),
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html (100),
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html (20), API_DescribeLoadBalancers.html (20)
 */
export const rules: { readonly [Service in ServiceId]?: { readonly [operation: string]: Rule } } = {
  ecs: {
    DescribeServices: { ids: 'services', most: 10 },
    DescribeTasks: { ids: 'tasks', most: 100 },
  },
  ecr: {
    DescribeRepositories: { ids: 'repositoryNames', most: 100 },
  },
  elbv2: {
    DescribeTags: { ids: 'ResourceArns', most: 20 },
    DescribeTargetGroups: { ids: 'TargetGroupArns', most: 20 },
    DescribeRules: { ids: 'RuleArns', most: 20 },
    DescribeListeners: { ids: 'ListenerArns', most: 20 },
    DescribeLoadBalancers: { ids: 'LoadBalancerArns', most: 20 },
  },
  ec2: {
    DescribeSecurityGroups: { ids: 'GroupIds', most: 100 },
    DescribeSecurityGroupRules: { ids: 'SecurityGroupRuleIds', most: 100 },
    DescribeVpcs: { ids: 'VpcIds', most: 100 },
    DescribeInternetGateways: { ids: 'InternetGatewayIds', most: 100 },
    DescribeAddresses: { ids: 'AllocationIds', most: 100 },
    DescribeSubnets: { ids: 'SubnetIds', most: 100 },
    DescribeRouteTables: { ids: 'RouteTableIds', most: 100 },
    DescribeNatGateways: { ids: 'NatGatewayIds', most: 100 },
    DescribeVpcEndpoints: { ids: 'VpcEndpointIds', most: 100 },
  },
};

/** Values of a filter. Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html */
const mostFilterValues = 200;

/** The shape of what it asks. */
export const inputOf = ({ schema }: Command) => shapeOf((schema?.[4] ?? 'unit') as $SchemaRef);
/** The shape of what answers it. */
const outputOf = ({ schema }: Command) => shapeOf((schema?.[5] ?? 'unit') as $SchemaRef);
/** Whether the answer can be read once only, and not by several. */
export const hasStream = (command: Command): boolean => {
  const output = outputOf(command);
  return output.kind === 'structure' && output.members.some(({ shape }) => 'streaming' in shape.traits);
};
export const operationOf = ({ schema }: Command): string => plainText(schema?.[2]);

/** What a question asks for by ids: a list of them, or the values of its one filter. */
export interface Asked {
  readonly ids: readonly string[];
  readonly most: number;
  /** The question for others. */
  with(ids: readonly string[]): object;
}

/** @param rule of its operation, if there is one */
export function asked(input: Command['input'], rule: Rule | undefined): Asked {
  const named = rule && textsIn(input[rule.ids]);
  if (named) return { ids: named, most: rule.most, with: (ids) => ({ ...input, [rule.ids]: ids }) };
  const { Filters } = input;
  const [filter, ...others] = (Array.isArray(Filters) ? Filters : []) as { Name?: string; Values?: unknown }[];
  const values = filter && others.length === 0 ? textsIn(filter.Values) : undefined;
  if (values?.every((it) => !/[*?]/.test(it)))
    return {
      ids: values,
      most: mostFilterValues,
      with: (ids) => ({ ...input, Filters: [{ ...filter, Values: ids }] }),
    };
  return { ids: [], most: Infinity, with: () => input };
}

const textsIn = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.length > 0 && value.every((it) => typeof it === 'string') ? value : undefined;

/** What questions have alike that may be put together: all but the ids, where each item of the answer says whose it is. */
export function likeness(command: Command, rule: Rule | undefined): string {
  const operation = operationOf(command);
  const { ids, with: others } = asked(command.input, rule);
  const isSplit = ids.length > 0 && isSelective(operation, outputOf(command), command.input);
  return `${operation} ${JSON.stringify(isSplit ? others([]) : command.input)}`;
}

/** Whether there is more of an answer: nobody knows whose that is. */
export const isPaged = (output: object): boolean =>
  ['NextToken', 'nextToken', 'NextMarker', 'Marker'].some((member) => typeof memberOf(output, member) === 'string');

const memberOf = (of: object, name: string): unknown => (of as { readonly [member: string]: unknown })[name];

/** What one of several questions selects of their answer. */
export function ownPart(command: Command, whole: object, rule: Rule | undefined): object {
  const { input } = command;
  const output: { failures?: readonly { readonly arn?: string }[] } = { ...whole };
  keepSelected(operationOf(command), outputOf(command), input, output);
  // ECS tells of each that is not there.
  const { ids } = asked(input, rule);
  if (output.failures) output.failures = output.failures.filter(({ arn }) => ids.some((id) => isSame(arn, id)));
  // What is left out is not copied: a hundred questions would each copy the answers to all.
  return structuredClone(output);
}
