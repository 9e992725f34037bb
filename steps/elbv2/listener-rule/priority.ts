import { SetRulePrioritiesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { all } from '../../../src/all.js';
import { required, type Cloud } from '../../../src/step.js';
import { isOfStack } from '../../common/tags.js';
import { listenersOf, rulesOf } from '../lists.js';
import { elbTags } from '../tags.js';

/** How many rules all listeners of a load balancer have. Default rules do not count. */
export async function countRules(cloud: Cloud, LoadBalancerArn: string): Promise<number> {
  const listeners = await listenersOf(cloud, LoadBalancerArn);
  const rules = await all(listeners.map(({ ListenerArn = '' }) => rulesOf(cloud, ListenerArn)));
  return rules.flat().filter(({ IsDefault }) => IsDefault !== true).length;
}

/**
 * Gives a rule its priority. If another rule of this stack has it, the two exchange their priorities. So several rules
 * can exchange priorities in any order.
 * @throws PriorityInUseException: what has it changed meanwhile
 * @throws Error: a rule that is not of this stack has it
 */
export async function prioritise(
  cloud: Cloud,
  RuleArn: string,
  { ListenerArn, Priority }: { ListenerArn: string; Priority: number },
): Promise<void> {
  const rules = await rulesOf(cloud, ListenerArn);
  const before = required(rules.find((rule) => rule.RuleArn === RuleArn)?.Priority, `the rule ${RuleArn}`);
  const other = rules.find((rule) => rule.Priority === String(Priority) && rule.RuleArn !== RuleArn)?.RuleArn;
  if (other !== undefined && !isOfStack(cloud, await elbTags(cloud, other)))
    throw new Error(`${other} has the priority ${Priority}, and is not of this stack: choose another priority`);
  const swapped = other === undefined ? [] : [{ RuleArn: other, Priority: Number(before) }];
  const RulePriorities = [{ RuleArn, Priority }, ...swapped];
  await cloud.elbv2.send(new SetRulePrioritiesCommand({ RulePriorities }));
}
