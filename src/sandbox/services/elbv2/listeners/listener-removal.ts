import type { Context } from '../../../service.js';
import { listeners, rules } from '../tables.js';
import { certificatesOf, noteUses } from './tls.js';

/** Takes a listener away, and its rules with it. Nothing happens where it is gone. */
export function removeListener(context: Context, listenerArn: string): void {
  for (const { rule } of rules(context).all((row) => row.listenerArn === listenerArn))
    rules(context).delete(rule.RuleArn);
  const row = listeners(context).get(listenerArn);
  listeners(context).delete(listenerArn);
  if (row) noteUses(context, row.listener.LoadBalancerArn, certificatesOf(row));
}
