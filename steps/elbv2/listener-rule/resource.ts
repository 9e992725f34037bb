import {
  CreateRuleCommand,
  DeleteRuleCommand,
  DescribeRulesCommand,
  ModifyRuleCommand,
  type Action,
  type Rule,
  type RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { all } from '../../../src/all.js';
import {
  awsConditions,
  describedConditions,
  plainConditions,
  type Condition,
} from '../../../src/listener-conditions.js';
import { wholeArn } from '../../../src/arn.js';
import { by } from '../../../src/list-rules.js';
import { absent, ready, required, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import { containsAll } from '../../common/contains-all.js';
import { forwardTo, plainActions } from '../actions.js';
import type { ExistingListener } from '../existing-listener/resource.js';
import type { Listener } from '../listener/resource.js';
import { asListed } from '../../common/listed.js';
import { pick } from '../../common/pick.js';
import { isOfStack, isOurs, upperTags } from '../../common/tags.js';
import { elbTags, retagElb } from '../tags.js';
import { listenerOf, pageOfRules, rulesOf } from '../lists.js';
import { countRules, prioritise } from './priority.js';
import type { TargetGroup } from '../target-group/resource.js';
import { script } from './script.js';

interface ListenerRuleWant {
  readonly ListenerArn: string;
  readonly Priority: number;
  readonly Conditions: RuleCondition[];
  readonly Actions: Action[];
}

export const listenerRuleResource = resource({
  type: 'listener-rule',
  lists: {
    ...{ Conditions: by('Field'), 'Conditions.*': 'set', Actions: 'ordered' },
    'Actions.ForwardConfig.TargetGroups': 'set',
  },
  quota: {
    name: 'listener-rules',
    by: { type: 'listener', member: 'LoadBalancerArn' },
    inExisting: { by: { type: 'existing-listener', member: 'LoadBalancerArn' }, inUse: countRules },
  },
  uses: ['listener', 'existing-listener', 'target-group'],
  goesWith: { type: 'listener', member: 'ListenerArn' },
  script,
  fixed: ['ListenerArn'],
  // Its priority is unique in its listener, and it moves to another one.
  replace: 'create-first',
  sameName: 'refuses',

  async create({ elbv2, tags }, want: ListenerRuleWant) {
    const made = await elbv2.send(new CreateRuleCommand({ ...want, Tags: upperTags(tags) }));
    return required(made.Rules?.[0]?.RuleArn, 'RuleArn');
  },

  // By its tags; else what has its priority, if that takes the same requests or is of this stack: a step that is about
  // to go may have made it, and then the rule is changed instead of standing in the way of a new one.
  fromArn: wholeArn('elasticloadbalancing', 'listener-rule/'),
  async find(cloud, want) {
    const rules = await rulesOf(cloud, want.ListenerArn);
    const tagged = await all(
      rules
        .filter(({ IsDefault }) => !IsDefault)
        .map(async (rule) => {
          const id = required(rule.RuleArn, 'RuleArn');
          return { rule, found: { id, tags: await elbTags(cloud, id) } };
        }),
    );
    const holder = tagged.find(({ rule }) => rule.Priority === String(want.Priority));
    const isTakenOver = holder && (takesTheSame(want, holder.rule) || isOfStack(cloud, holder.found.tags));
    const ours = tagged.filter(({ found }) => isOurs(cloud, found.tags));
    return [...ours, ...(isTakenOver && !ours.includes(holder) ? [holder] : [])].map(({ found }) => found);
  },

  async read(cloud, arn) {
    const rule = await ruleAt(cloud, arn);
    if (!rule) return absent;
    return ready({ ruleArn: arn }, live(rule), { tags: await elbTags(cloud, arn) });
  },

  async update(cloud, RuleArn, want, changed) {
    if (changed.includes('Priority')) await prioritise(cloud, RuleArn, want);
    const { Conditions, Actions } = want;
    const change = pick({ Conditions, Actions }, changed);
    if (Object.keys(change).length > 0) await cloud.elbv2.send(new ModifyRuleCommand({ RuleArn, ...change }));
  },

  retag: retagElb,

  async delete({ elbv2 }, RuleArn) {
    await elbv2.send(new DeleteRuleCommand({ RuleArn }));
  },
});
export type ListenerRule = StepOf<typeof listenerRuleResource>;

async function ruleAt(cloud: Cloud, arn: string): Promise<Rule | undefined> {
  const page = pageOfRules(cloud, listenerOf(arn));
  const listed = await asListed(cloud, page, ({ RuleArn }) => RuleArn === arn);
  return listed ?? (await cloud.elbv2.send(new DescribeRulesCommand({ RuleArns: [arn] }))).Rules?.[0];
}

const takesTheSame = ({ Priority, Conditions }: ListenerRuleWant, rule: Rule): boolean =>
  containsAll({ Priority, Conditions }, live(rule));

const live = ({ Priority, Conditions = [], Actions }: Rule) => ({
  Priority: Number(Priority),
  Conditions: plainConditions(Conditions),
  Actions: plainActions(Actions),
});

/** Another service that gets a share of the requests. */
interface Share {
  readonly serviceName: string;
  readonly weight: number;
}

/**
 * Sends some requests to one service, or shares them out between two. The first ten rules that a request is held against are free.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 * @param needs.others the target groups of those in `options.shares`, in their order
 * @param needs.chosen the listener, where others have rules at it, too: it has chosen the priority
 * @param options.conditions a request has all of them; five values at most
 * @param options.priority 1 to 50,000: rules are tried from the lowest to the highest
 * @param options.weight of the service itself, where there are others
 */
export const listenerRule = (
  name: string,
  needs: { listener: Listener; group: TargetGroup; others?: readonly TargetGroup[]; chosen?: ExistingListener },
  { conditions, priority, serviceName, weight = 1, shares = [], stickiness }: ListenerRuleOptions,
) =>
  step({
    name,
    resource: listenerRuleResource,
    needs: { others: [], ...needs },
    why: `Sends ${describedConditions(conditions)} to ${[
      serviceName,
      ...shares.map((it) => `${it.serviceName} (${weight} to ${it.weight})`),
    ].join(' and ')}`,
    want: ({ listener, group, others, chosen }): ListenerRuleWant => ({
      ListenerArn: listener.listenerArn,
      Priority: chosen ? (chosen.priorities[name] ?? priority) : priority,
      Conditions: awsConditions(conditions),
      Actions: forwardTo(
        group,
        weight,
        others.map((it, i) => ({ group: it, weight: shares[i]?.weight ?? 0 })),
        others.length > 0 ? stickiness : undefined,
      ),
    }),
  });

interface ListenerRuleOptions {
  readonly conditions: readonly Condition[];
  readonly priority: number;
  readonly serviceName: string;
  readonly weight?: number;
  readonly shares?: readonly Share[];
  /** Seconds for which a client stays at a service, where its target group keeps it at a task. */
  readonly stickiness?: number | undefined;
}
