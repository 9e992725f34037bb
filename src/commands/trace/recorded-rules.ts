import type { Action, Rule as LiveRule } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { StepRecord } from '../../../state/schema.js';
import { calledHosts } from '../../listener-conditions.js';
import { ruleOf } from '../../path-facts/read-ways-in.js';
import type { Rule } from '../../path/facts.js';
import type { Request } from '../../path/request.js';
import { ruleFor } from '../../path/rules.js';

/** The rules that a stack has at the listener of a load balancer, from what is recorded of it. */

type Records = ReadonlyMap<string, StepRecord>;

/** AWS's names of the load balancers that clients call: the one behind an API is none. */
export const balancerNames = (records: Records): string[] =>
  isBehindApi(records)
    ? []
    : [...records.values()].flatMap(({ type, out }) => {
        const { dnsName } = Object(out) as { readonly dnsName?: unknown };
        return balancers.has(type) && typeof dnsName === 'string' ? [dnsName] : [];
      });
const balancers: ReadonlySet<string> = new Set(['load-balancer', 'existing-load-balancer']);

const isBehindApi = (records: Records): boolean => [...records.values()].some(({ type }) => type === 'api');

function rulesIn(records: Records): Rule[] {
  if (isBehindApi(records)) return [];
  return [...records.values()].flatMap(({ type, want }) => {
    if (type !== 'listener-rule') return [];
    const { Priority, Conditions, Actions } = Object(want) as Partial<Omit<LiveRule, 'Priority'>> & Numbered;
    return [ruleOf({ Priority: String(Priority), Conditions, Actions })];
  });
}
type Numbered = { readonly Priority?: number };

/** The hosts that rules name, with their wildcards. */
export const hostsOfRules = (records: Records): string[] =>
  rulesIn(records).flatMap(({ Conditions }) =>
    Conditions.flatMap(({ Field, Values }) => (Field === 'host-header' ? Values : [])),
  );

/**
 * A request as it meets a rule of the stack: a rule that names a host is met under that alone. It is asked under the host of its URL
 * where that does; else under the first one that a rule names and that does.
 * @returns its URL
 */
export function atHostOfRule(asked: Request, records: Records): URL {
  const { url } = asked;
  if (isForwardedAnyway(records)) return url;
  const rules = rulesIn(records);
  const others = calledHosts(hostsOfRules(records)).flatMap((host) => {
    const there = new URL(url);
    // A setter of a URL leaves it as it is where the name is none.
    there.hostname = host;
    return [there];
  });
  return [url, ...others].find((it) => ruleFor(rules, { ...asked, url: it })) ?? url;
}

/** Whether what no rule takes goes to a service of the stack. */
const isForwardedAnyway = (records: Records): boolean =>
  [...records.values()].some(({ type, want }) => {
    const { DefaultActions = [] } = Object(want) as { readonly DefaultActions?: readonly Action[] };
    return type === 'listener' && DefaultActions.some(({ Type }) => Type === 'forward');
  });
