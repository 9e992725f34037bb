import {
  ModifySecurityGroupRulesCommand,
  UpdateSecurityGroupRuleDescriptionsEgressCommand,
  UpdateSecurityGroupRuleDescriptionsIngressCommand,
  type IpPermission,
  type SecurityGroupRuleDescription,
  type SecurityGroupRuleRequest,
  type SecurityGroupRuleUpdate,
} from '@aws-sdk/client-ec2';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { invalidCombination, missingParameter, required } from '../refusals.js';
import { existingRow, securityGroup, securityGroupRule } from '../resource-kinds.js';
import { rules, type RuleRow, type SecurityGroupRow } from '../tables.js';
import { checkedRuleText, ruleContentsIn, ruleIdentity, ruleText, type RuleContent } from './permissions.js';
import { requestedGroup, type GroupReference } from './rule-requests.js';
import { rulesByContent } from './revocations.js';
import { rulesOf } from './security-group-rules.js';

/** Rules change in place and keep their ids. All or nothing: where one change is refused, none is made. */
export const ruleChangeOperations: readonly Operation[] = [
  on(ModifySecurityGroupRulesCommand, ({ GroupId, SecurityGroupRules }, context) => {
    const group = existingRow(context, securityGroup, GroupId, 'groupId');
    const updates = SecurityGroupRules ?? [];
    if (updates.length === 0) throw missingParameter('securityGroupRules');
    const changes = updates.map((it) => changeOf(context, group, it));
    refuseDuplicates(context, group, changes);
    for (const { rule, content } of changes) replaceContent(rule, content);
    return { Return: true };
  }),

  on(UpdateSecurityGroupRuleDescriptionsIngressCommand, (input, context) => describeRules(context, input, false)),
  on(UpdateSecurityGroupRuleDescriptionsEgressCommand, (input, context) => describeRules(context, input, true)),
];

interface Change {
  readonly rule: RuleRow;
  readonly content: RuleContent;
}

/** A change says the whole rule: a description that it leaves out is taken away, as Terraform's provider expects. */
function changeOf(context: Context, group: SecurityGroupRow, update: SecurityGroupRuleUpdate): Change {
  const rule = ownRule(context, group, update.SecurityGroupRuleId);
  const asked = required(update.SecurityGroupRule, 'securityGroupRule');
  required(asked.IpProtocol, 'ipProtocol');
  const permissions = [permissionOf(asked)];
  const [content, ...more] = ruleContentsIn(context, group, { permissions, isEgress: rule.IsEgress });
  if (!content || more.length > 0) throw invalidCombination('A rule has exactly one source or destination.');
  return { rule, content };
}

function permissionOf(asked: SecurityGroupRuleRequest): IpPermission {
  const { IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId, Description } = asked;
  const also = Description === undefined ? {} : { Description };
  return {
    ...{ IpProtocol, FromPort, ToPort },
    ...(CidrIpv4 && { IpRanges: [{ CidrIp: CidrIpv4, ...also }] }),
    ...(CidrIpv6 && { Ipv6Ranges: [{ CidrIpv6, ...also }] }),
    ...(PrefixListId && { PrefixListIds: [{ PrefixListId, ...also }] }),
    ...(ReferencedGroupId && { UserIdGroupPairs: [{ GroupId: ReferencedGroupId, ...also }] }),
  };
}

/** @throws AwsError InvalidSecurityGroupRuleId.NotFound also for a rule of another group or direction */
function ownRule(context: Context, { GroupId }: SecurityGroupRow, id: string | undefined, isEgress?: boolean): RuleRow {
  const rule = existingRow(context, securityGroupRule, id, 'securityGroupRuleId');
  if (rule.GroupId === GroupId && (isEgress ?? rule.IsEgress) === rule.IsEgress) return rule;
  throw new AwsError(securityGroupRule.notFound, `The security group rule ID '${id ?? ''}' does not exist`);
}

/** @throws AwsError InvalidPermission.Duplicate where a rule would say what another one of the group says */
function refuseDuplicates(context: Context, { GroupId }: SecurityGroupRow, changes: readonly Change[]): void {
  const changed = new Map(changes.map(({ rule, content }) => [rule.SecurityGroupRuleId, content]));
  const after = rules(context)
    .all((rule) => rule.GroupId === GroupId)
    .map((rule) => changed.get(rule.SecurityGroupRuleId) ?? rule);
  const seen = new Set<string>();
  for (const content of after) {
    const identity = ruleIdentity(content);
    if (seen.has(identity))
      throw new AwsError('InvalidPermission.Duplicate', `the specified rule "${ruleText(content)}" already exists`);
    seen.add(identity);
  }
}

function replaceContent(rule: RuleRow, content: RuleContent): void {
  for (const member of ['CidrIpv4', 'CidrIpv6', 'PrefixListId', 'ReferencedGroupInfo', 'Description'] as const)
    delete rule[member];
  Object.assign(rule, content);
}

interface Described extends GroupReference {
  readonly IpPermissions?: IpPermission[] | undefined;
  readonly SecurityGroupRuleDescriptions?: SecurityGroupRuleDescription[] | undefined;
}

/** By the rules' ids, or by what they say. A description that is left out is taken away. */
function describeRules(context: Context, input: Described, isEgress: boolean) {
  const { IpPermissions: permissions = [], SecurityGroupRuleDescriptions: byId = [] } = input;
  const group = requestedGroup(context, input);
  if (permissions.length > 0 && byId.length > 0)
    throw invalidCombination("Only one of 'ipPermissions' or 'securityGroupRuleDescriptions' may be specified.");
  if (permissions.length === 0 && byId.length === 0) throw missingParameter('ipPermissions');
  const there = rulesOf(context, group.GroupId, isEgress);
  const contents = permissions.length > 0 ? ruleContentsIn(context, group, { permissions, isEgress }) : [];
  const named = rulesByContent(there, contents).map((rule, at) => [rule, contents[at]?.Description] as const);
  const listed = byId.map((it) => [ownRule(context, group, it.SecurityGroupRuleId, isEgress), it.Description] as const);
  const changes = [...named, ...listed].map(([rule, text]) => [rule, checkedRuleText(text)] as const);
  for (const [rule, text] of changes) {
    delete rule.Description;
    if (text !== undefined && text !== '') rule.Description = text;
  }
  return { Return: true };
}
