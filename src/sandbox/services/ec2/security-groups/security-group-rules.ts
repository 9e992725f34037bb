import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  type Tag,
  type TagSpecification,
} from '@aws-sdk/client-ec2';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { described, type Description } from '../describe.js';
import { arnOf, securityGroupRule } from '../resource-kinds.js';
import { ruleIdentity, ruleText, ruleContentsIn, type RuleContent } from './permissions.js';
import { requestedGroup, requestedPermissions, type FlatPermission, type GroupReference } from './rule-requests.js';
import { rules, type RuleRow, type SecurityGroupRow } from '../tables.js';
import { tagsFor } from '../tag-specifications.js';

export const securityGroupRuleOperations: readonly Operation[] = [
  on(AuthorizeSecurityGroupIngressCommand, (input, context) => authorize(context, input, false)),
  on(AuthorizeSecurityGroupEgressCommand, (input, context) => authorize(context, input, true)),
  on(DescribeSecurityGroupRulesCommand, (question, context) => {
    const { rows, ...more } = described(context, description, { ...question, ids: question.SecurityGroupRuleIds });
    return { SecurityGroupRules: rows, ...more };
  }),
];

/** All or nothing: one rule that is refused refuses the whole request. */
function authorize(
  context: Context,
  input: GroupReference & FlatPermission & { TagSpecifications?: TagSpecification[] | undefined },
  isEgress: boolean,
) {
  const group = requestedGroup(context, input);
  const permits = ruleContentsIn(context, group, { permissions: requestedPermissions(input), isEgress });
  const tags = tagsFor(securityGroupRule, input.TagSpecifications);
  refuseDuplicates(context, group, permits);
  refuseTooMany(context, group, permits);
  const made = permits.map((permit) => addRule(context, group, permit, tags));
  return { Return: true, SecurityGroupRules: structuredClone(made) };
}

/** Puts a rule in, with nothing checked. */
export function addRule(
  context: Context,
  group: SecurityGroupRow,
  permit: RuleContent,
  tags: readonly Tag[] = [],
): RuleRow {
  const SecurityGroupRuleId = context.id('sgr');
  const row: RuleRow = {
    SecurityGroupRuleId,
    SecurityGroupRuleArn: arnOf(context, securityGroupRule, SecurityGroupRuleId),
    GroupId: group.GroupId,
    GroupOwnerId: group.OwnerId,
    ...permit,
    Tags: structuredClone([...tags]),
  };
  rules(context).set(SecurityGroupRuleId, row);
  return row;
}

/** A group's rules in one direction. */
export const rulesOf = (context: Context, groupId: string, isEgress: boolean): RuleRow[] =>
  rules(context).all(({ GroupId, IsEgress }) => GroupId === groupId && IsEgress === isEgress);

function refuseDuplicates(context: Context, { GroupId }: SecurityGroupRow, permits: readonly RuleContent[]): void {
  const there = new Set(
    rules(context)
      .all((rule) => rule.GroupId === GroupId)
      .map(ruleIdentity),
  );
  const twice = permits.find((permit) => there.has(ruleIdentity(permit)));
  if (twice)
    throw new AwsError('InvalidPermission.Duplicate', `the specified rule "${ruleText(twice)}" already exists`);
}

/**
 * The quota counts for each direction, and for IPv4 and IPv6 apart. A rule that names a group or a prefix list counts for
 * both. Source: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
function refuseTooMany(context: Context, { GroupId }: SecurityGroupRow, permits: readonly RuleContent[]): void {
  const isEgress = permits.some(({ IsEgress }) => IsEgress);
  const after = [...rulesOf(context, GroupId, isEgress), ...permits];
  const ipv4 = after.filter(({ CidrIpv6 }) => !CidrIpv6).length;
  const ipv6 = after.filter(({ CidrIpv4 }) => !CidrIpv4).length;
  const reached = () => 'The maximum number of rules per security group has been reached.';
  refuseBeyond(context, 'security-group-rules', Math.max(ipv4, ipv6), reached);
}

const description: Description<RuleRow> = {
  kind: securityGroupRule,
  idsParameter: 'securityGroupRuleIds',
  filters: {
    'group-id': ({ GroupId }) => GroupId,
    'security-group-rule-id': ({ SecurityGroupRuleId }) => SecurityGroupRuleId,
  },
};
