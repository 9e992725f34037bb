import {
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type RevokedSecurityGroupRule,
} from '@aws-sdk/client-ec2';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { existingRows, securityGroupRule } from '../resource-kinds.js';
import { ruleIdentity, ruleContentsIn, type RuleContent } from './permissions.js';
import { invalidCombination } from '../refusals.js';
import { requestedGroup, requestedPermissions, type FlatPermission, type GroupReference } from './rule-requests.js';
import { rulesOf } from './security-group-rules.js';
import { rules, type RuleRow } from '../tables.js';

interface Request extends GroupReference, FlatPermission {
  readonly SecurityGroupRuleIds?: string[] | undefined;
}

/** Rules go by their ids, or by what they say. All or nothing: where one is not there, none goes. */
export const revocationOperations: readonly Operation[] = [
  on(RevokeSecurityGroupIngressCommand, (input, context) => revoke(context, input, false)),
  on(RevokeSecurityGroupEgressCommand, (input, context) => revoke(context, input, true)),
];

function revoke(context: Context, input: Request, isEgress: boolean) {
  const group = requestedGroup(context, input);
  const there = rulesOf(context, group.GroupId, isEgress);
  const revoked =
    byIds(context, there, input) ?? rulesByContent(there, ruleContentsIn(context, group, asked(input, isEgress)));
  for (const { SecurityGroupRuleId } of revoked) rules(context).delete(SecurityGroupRuleId);
  return { Return: true, RevokedSecurityGroupRules: revoked.map(shown) };
}

const asked = (input: Request, isEgress: boolean) => ({ permissions: requestedPermissions(input), isEgress });

/**
 * @returns undefined where the request names no ids
 * @throws AwsError InvalidSecurityGroupRuleId.NotFound, also for a rule of another group or direction
 */
function byIds(context: Context, there: readonly RuleRow[], input: Request): RuleRow[] | undefined {
  const { SecurityGroupRuleIds: ids, IpPermissions, IpProtocol } = input;
  if (!ids?.length) return undefined;
  if (IpPermissions?.length || IpProtocol !== undefined)
    throw invalidCombination("Only one of 'ipPermissions' or 'securityGroupRuleIds' may be specified.");
  const found = existingRows(context, securityGroupRule, ids);
  const stranger = found.find((rule) => !there.includes(rule))?.SecurityGroupRuleId;
  if (!stranger) return found;
  throw new AwsError(securityGroupRule.notFound, `The security group rule ID '${stranger}' does not exist`);
}

/** The rules that say this, one for each. @throws AwsError InvalidPermission.NotFound */
export const rulesByContent = (there: readonly RuleRow[], permits: readonly RuleContent[]): RuleRow[] =>
  permits.map((permit) => {
    const rule = there.find((it) => ruleIdentity(it) === ruleIdentity(permit));
    if (rule) return rule;
    throw new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
  });

function shown(rule: RuleRow): RevokedSecurityGroupRule {
  const { ReferencedGroupInfo, GroupOwnerId: _owner, SecurityGroupRuleArn: _arn, Tags: _tags, ...what } = rule;
  return { ...what, ReferencedGroupId: ReferencedGroupInfo?.GroupId };
}
