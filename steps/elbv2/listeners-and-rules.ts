import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { all } from '../../src/all.js';
import { takenBy } from '../../src/listener-conditions.js';
import type { Cloud, Tags } from '../../src/step.js';
import { listenersOf, rulesOf } from './lists.js';
import { elbTags } from './tags.js';

/** A listener, or a rule of one, and what it does with requests. */
export interface ListenerOrRule {
  readonly type: 'listener' | 'listener-rule';
  readonly id: string;
  readonly actions: readonly Action[];
  /** Which requests: `HTTP:80`, `/api/*`. */
  readonly takes: string;
  readonly tags: Tags;
}

/** The listeners of a load balancer, each followed by its rules. The default rule is part of its listener. */
export async function listenersAndRules(cloud: Cloud, loadBalancerArn: string): Promise<ListenerOrRule[]> {
  const found = await untaggedListenersAndRules(cloud, loadBalancerArn);
  return all(found.map(async (it) => ({ ...it, tags: await elbTags(cloud, it.id) })));
}

/** The same without their tags, which are further questions. */
export async function untaggedListenersAndRules(
  cloud: Cloud,
  LoadBalancerArn: string,
): Promise<Omit<ListenerOrRule, 'tags'>[]> {
  const listeners = await listenersOf(cloud, LoadBalancerArn);
  const found = await all(
    listeners.map(async ({ ListenerArn: id = '', DefaultActions: actions = [], Protocol = '', Port = 0 }) => [
      { type: 'listener' as const, id, actions, takes: `${Protocol}:${Port}` },
      ...(await shownRules(cloud, id)),
    ]),
  );
  return found.flat();
}

async function shownRules(cloud: Cloud, listenerArn: string) {
  return (await rulesOf(cloud, listenerArn))
    .filter(({ IsDefault }) => IsDefault !== true)
    .map(({ RuleArn: id = '', Actions: actions = [], Conditions = [] }) => ({
      ...{ type: 'listener-rule' as const, id, actions, takes: takenBy(Conditions) },
    }));
}

/** Whether one of the actions forwards to this target group. */
export const forwardsTo = (actions: readonly Action[], targetGroupArn: string): boolean =>
  actions.some(
    ({ TargetGroupArn, ForwardConfig }) =>
      TargetGroupArn === targetGroupArn ||
      ForwardConfig?.TargetGroups?.some((it) => it.TargetGroupArn === targetGroupArn) === true,
  );
