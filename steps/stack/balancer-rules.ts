import type { PlacedRule } from '../../src/config/rule-priorities.js';
import { describedConditions } from '../../src/listener-conditions.js';
import { required } from '../../src/step.js';
import type { ExistingListener } from '../elbv2/existing-listener/resource.js';
import { listenerRule, type ListenerRule } from '../elbv2/listener-rule/resource.js';
import type { Listener } from '../elbv2/listener/resource.js';
import type { TargetGroup } from '../elbv2/target-group/resource.js';
import { shortNames } from './route-names.js';
import type { PortParts } from './port-parts.js';

/** The rules by which a listener leads requests to services. */

/** A rule, and the names of the ports that it leads to: its own one, and those of services with a share of it. */
export interface LeadingRule {
  readonly step: ListenerRule;
  readonly leadsTo: readonly string[];
}

/** A rule, with the name of its step. */
export interface NamedRule extends PlacedRule {
  readonly step: string;
  readonly priority: number;
}

/**
 * A rule with a priority of its own is named by that, as it always was, and another one by what it takes: so it stays the same
 * where others come and go.
 */
export function namedRules({ name, service, key }: PortParts, placed: readonly PlacedRule[]): NamedRule[] {
  const own = placed.filter((it) => it.service === service && it.port === key && !it.isForTheRest);
  const names = shortNames(own.map(({ conditions }) => describedConditions(conditions)));
  return own.map((rule) => {
    const taken = describedConditions(rule.conditions);
    const priority = required(rule.priority, `a priority for ${taken}`);
    return {
      ...rule,
      priority,
      step: rule.isSaid ? `${name}-rule-${priority}` : `${name}-rule-for-${names.get(taken)}`,
    };
  });
}

/** @param at.chosen the listener, where it is somebody else's: it has chosen the priorities */
export function rulesTo(
  { name, service: ofIt, settings }: PortParts,
  rules: readonly NamedRule[],
  at: {
    readonly groups: ReadonlyMap<string, TargetGroup>;
    readonly listener: Listener;
    readonly chosen: ExistingListener | undefined;
  },
): LeadingRule[] {
  const groupOf = (service: string) => required(at.groups.get(service), `a target group of ${service}`);
  return rules.map(({ step: stepName, conditions, priority, weights }) => {
    const shares = Object.entries(weights ?? {})
      .filter(([service]) => service !== ofIt)
      .map(([serviceName, weight = 0]) => ({ serviceName, weight }));
    const step = listenerRule(
      stepName,
      {
        ...{ listener: at.listener, group: groupOf(name), others: shares.map((it) => groupOf(it.serviceName)) },
        ...(at.chosen && { chosen: at.chosen }),
      },
      {
        ...{ conditions, priority, serviceName: name },
        ...{ shares, weight: weights?.[name] ?? 1, stickiness: settings.target.stickiness?.duration },
      },
    );
    return { step, leadsTo: [name, ...shares.map(({ serviceName }) => serviceName)] };
  });
}
