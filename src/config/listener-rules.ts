import { describedConditions } from '../listener-conditions.js';
import type { Finding } from './finding.js';
import { anyPath } from './path-pattern.js';
import { membersOfBalancer } from './placement.js';
import { takesAllOf, wildcardsIn } from './rule-conditions.js';
import { placedRules, type PlacedRule } from './rule-priorities.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** The rules about what rules of the load balancer look at, and in which order they are tried. */

type Checked = ValidPart<Shape>;

/**
 * In one rule. The API and an older page say 5 wildcards, a newer one 6: what has 5 works either way.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
const most = { values: 5, wildcards: 5 };

export function ruleWithoutCondition(config: Checked): Finding[] {
  return placedRules(config)
    .filter(({ conditions }) => conditions.length === 0)
    .map((rule) => ({
      at: [rule.at],
      message: 'the rule does not say which requests it takes',
      hint: 'add `path`, `host`, `methods`, `headers`, `query` or `sourceIps`; all that no other rule takes is `path: $default`',
      // At a load balancer of others, a rule without conditions takes what is sent to the names of the domain.
      restsOn: [rule.at, ['ingress', 'domain', 'name'], ...membersOfBalancer],
    }));
}

export function defaultAmongOthers(config: Checked): Finding[] {
  return placedRules(config)
    .filter(
      ({ isForTheRest, conditions: [first, ...others] }) =>
        isForTheRest && (others.length > 0 || (first?.values.length ?? 0) > 1),
    )
    .map((rule) => ({
      at: [rule.at],
      message: `${JSON.stringify(anyPath)} is for all that no other rule takes, and cannot be together with other conditions`,
      hint: 'remove it: a rule with the other conditions takes every path',
    }));
}

/** What is for the rest has no priority, and is there once. */
export function defaultRules(config: Checked): Finding[] {
  const rules = placedRules(config).filter(({ isForTheRest }) => isForTheRest);
  return rules.flatMap((rule, i): Finding[] => {
    const at = rule.at;
    const [first] = rules;
    if (rule.isSaid)
      return [
        {
          at: [[...at, 'priority']],
          message: '"$default" has no priority: it is tried when no rule fits',
          hint: 'remove it',
        },
      ];
    if (i === 0 || !first) return [];
    return [
      {
        at: [at],
        message: `"$default" leads to two ${first.service === rule.service ? 'ports' : 'services'}`,
        other: first.at,
        hint: 'each rule has its own',
      },
    ];
  });
}

export function samePriorities(config: Checked): Finding[] {
  const rules = placedRules(config).filter(({ isSaid, isForTheRest }) => isSaid && !isForTheRest);
  return rules.flatMap((rule, i): Finding[] => {
    const same = rules.slice(0, i).find(({ priority }) => priority === rule.priority);
    if (!same) return [];
    const message = `the priority ${rule.priority} is used twice`;
    return [{ at: [[...rule.at, 'priority']], message, other: same.at, hint: 'each rule has its own' }];
  });
}

export function tooManyConditionValues(config: Checked): Finding[] {
  return placedRules(config).flatMap((rule): Finding[] => {
    const values = rule.conditions.flatMap((it) => it.values).length;
    const wildcards = wildcardsIn(rule.conditions);
    const at = [rule.at] as const;
    if (values > most.values)
      return [{ at, message: `the rule has ${values} values: at most ${most.values}`, hint: 'make two rules of it' }];
    if (wildcards > most.wildcards)
      return [
        { at, message: `the rule has ${wildcards} wildcards: at most ${most.wildcards}`, hint: 'make two rules of it' },
      ];
    return [];
  });
}

/** A rule all of whose requests are taken by one that is tried before it: AWS takes it, and the wrong service answers. */
export function rulesThatNeverFit(config: Checked): Finding[] {
  const rules = placedRules(config).filter((it) => !it.isForTheRest && it.conditions.length > 0);
  const isBefore = (one: PlacedRule, other: PlacedRule) => (one.priority ?? Infinity) < (other.priority ?? Infinity);
  return rules.flatMap((rule): Finding[] => {
    const first = rules.find((it) => isBefore(it, rule) && takesAllOf(it.conditions, rule.conditions));
    if (!first) return [];
    const isSame = takesAllOf(rule.conditions, first.conditions);
    return [
      {
        at: [rule.at],
        message: `no request comes to this rule: the one for ${describedConditions(first.conditions)} is tried before it, and takes all of them`,
        hint: isSame
          ? 'remove one of the two'
          : first.isSaid || rule.isSaid
            ? `give that one a higher number than ${rule.priority ?? first.priority}, or leave the priorities of both out`
            : 'give both a priority',
        other: first.at,
      },
    ];
  });
}

/** A load balancer behind an HTTP API is called by the VPC link. */
export function addressesBehindAnApi(config: Checked): Finding[] {
  if (config.ingress?.type !== 'http-api' || config.ingress.via !== 'alb') return [];
  return placedRules(config)
    .filter(({ conditions }) => conditions.some(({ field }) => field === 'sourceIps'))
    .map((rule) => ({
      at: [[...rule.at, 'sourceIps']],
      message: 'behind an HTTP API all requests come from addresses of its VPC link',
      hint: 'set ingress.type to "alb", or let the service look at the header Forwarded',
      restsOn: [
        [...rule.at, 'sourceIps'],
        ['ingress', 'type'],
        ['ingress', 'via'],
      ],
    }));
}
