import {
  CreateRuleCommand,
  DeleteRuleCommand,
  DescribeRulesCommand,
  ModifyRuleCommand,
  SetRulePrioritiesCommand,
  type CreateRuleInput,
  type Rule,
  type RulePriorityPair,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, type Context } from '../../../service.js';
import { checkedActions } from './actions.js';
import { newRuleArn } from '../arns.js';
import { checkedConditions } from './conditions.js';
import { listener, loadBalancer, existingRows, existingRow, rule } from '../resource-kinds.js';
import { markedPage, refuseOtherMembers, required, validationError, within } from '../refusals.js';
import { listeners, rules, type LoadBalancerRow, type RuleRow } from '../tables.js';
import { checkedTags } from '../tags.js';
import { targetGroupArnsIn } from '../associations.js';
import { updateTargetHealth } from '../targets/target-health.js';

export const ruleOperations = [
  /** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html */
  on(CreateRuleCommand, (input, context) => {
    const row = create(context, input);
    updateTargetHealth(context, targetGroupArnsIn(row.rule.Actions));
    return { Rules: [shown(row)] };
  }),

  /** In the order in which they are tried: the default rule is the last one. */
  on(DescribeRulesCommand, (input, context) => {
    const { RuleArns: arns, ListenerArn } = input;
    if (!arns?.length === !ListenerArn)
      throw validationError('You must specify either listener rule ARNs or a listener ARN');
    const rows = arns?.length ? existingRows(context, rule, arns) : ofListener(context, ListenerArn);
    const { items, more } = markedPage(rows, inOrder, input);
    return { Rules: items.map(shown), ...more };
  }),

  on(ModifyRuleCommand, (input, context) => {
    refuseOtherMembers(input, ['Transforms', 'ResetTransforms']);
    const row = existingRow(context, rule, input.RuleArn);
    if (!input.Conditions && !input.Actions) throw validationError('Either conditions or actions must be specified');
    refuseDefault(row, 'modified');
    const Conditions = input.Conditions ? checkedConditions(input.Conditions) : row.rule.Conditions;
    const Actions = input.Actions
      ? checkedActions(context, input.Actions, ...around(context, row.listenerArn), row)
      : row.rule.Actions;
    const before = targetGroupArnsIn(row.rule.Actions);
    Object.assign(row.rule, { Conditions, Actions });
    updateTargetHealth(context, [...before, ...targetGroupArnsIn(Actions)]);
    return { Rules: [shown(row)] };
  }),

  on(DeleteRuleCommand, (input, context) => {
    const row = existingRow(context, rule, input.RuleArn);
    refuseDefault(row, 'deleted');
    rules(context).delete(row.rule.RuleArn);
    updateTargetHealth(context, targetGroupArnsIn(row.rule.Actions));
    return {};
  }),

  on(SetRulePrioritiesCommand, (input, context) => {
    const rows = setPriorities(context, required(input.RulePriorities, 'RulePriorities'));
    return { Rules: rows.map(shown) };
  }),
];

function create(context: Context, input: CreateRuleInput): RuleRow {
  refuseOtherMembers(input, ['Transforms']);
  const { ListenerArn } = existingRow(context, listener, input.ListenerArn).listener;
  const priority = checkedPriority(input.Priority);
  const Conditions = checkedConditions(required(input.Conditions, 'Conditions'));
  const Actions = checkedActions(context, required(input.Actions, 'Actions'), ...around(context, ListenerArn));
  const tags = checkedTags(input.Tags);
  const others = ofListener(context, ListenerArn);
  if (others.some((other) => other.rule.Priority === priority)) throw priorityInUse(priority);
  refuseBeyond(
    context,
    'listener-rules',
    rulesOfBalancer(context, ListenerArn) + 1,
    (quota) => `The maximum number of rules is ${quota}`,
  );
  const RuleArn = newRuleArn(context, ListenerArn);
  const made = { RuleArn, Priority: priority, Conditions, Actions, IsDefault: false };
  const row = { rule: made, listenerArn: ListenerArn, tags };
  rules(context).set(RuleArn, row);
  return row;
}

/** All rules of the listener's load balancer. Default rules do not count. */
function rulesOfBalancer(context: Context, listenerArn: string): number {
  const balancerArn = (arn: string) => listeners(context).get(arn)?.listener.LoadBalancerArn;
  const own = balancerArn(listenerArn);
  return rules(context).all((row) => !row.rule.IsDefault && balancerArn(row.listenerArn) === own).length;
}

/** All of them at once: rules may swap their priorities. */
function setPriorities(context: Context, pairs: readonly RulePriorityPair[]): RuleRow[] {
  const rows = existingRows(
    context,
    rule,
    pairs.map(({ RuleArn }) => required(RuleArn, 'RuleArn')),
  );
  if (rows.length < pairs.length) throw validationError('A rule can be given only one priority');
  const wanted = pairs.map(({ Priority }) => checkedPriority(Priority));
  rows.forEach((row, index) => {
    refuseDefault(row, 'modified');
    const priority = wanted[index] ?? '';
    const others = rules(context).all((other) => other.listenerArn === row.listenerArn && other !== row);
    const after = others.map((other) => (rows.includes(other) ? wanted[rows.indexOf(other)] : other.rule.Priority));
    if (after.includes(priority)) throw priorityInUse(priority);
  });
  rows.forEach((row, index) => (row.rule.Priority = wanted[index] ?? ''));
  return rows;
}

const checkedPriority = (priority: number | undefined): string =>
  String(within(required(priority, 'Priority'), [1, 50_000], 'Priority'));

const priorityInUse = (priority: string) =>
  new AwsError('PriorityInUseException', `Priority '${priority}' is currently in use`);

function refuseDefault({ rule: { RuleArn, IsDefault } }: RuleRow, what: 'modified' | 'deleted'): void {
  if (IsDefault) throw new AwsError('OperationNotPermittedException', `Default rule '${RuleArn}' cannot be ${what}`);
}

/** @throws AwsError `ListenerNotFoundException` */
function ofListener(context: Context, arn: string | undefined): RuleRow[] {
  const { ListenerArn } = existingRow(context, listener, arn).listener;
  return rules(context).all(({ listenerArn }) => listenerArn === ListenerArn);
}

/** Its load balancer, and its protocol. */
function around(context: Context, listenerArn: string): [LoadBalancerRow, string] {
  const { LoadBalancerArn, Protocol } = existingRow(context, listener, listenerArn).listener;
  return [existingRow(context, loadBalancer, LoadBalancerArn), Protocol];
}

/** Sorts as priorities do, and is unique. */
const inOrder = ({ rule: { Priority, RuleArn } }: RuleRow): string => `${Priority.padStart(7, '0')} ${RuleArn}`;

const shown = (row: RuleRow): Rule => structuredClone(row.rule);
