import { hostnameIn } from '../request-headers.js';
import { matches, patternIn } from '../wildcards.js';
import type { Condition, Rule } from './facts.js';
import type { Request } from './request.js';

/** Which rule of a listener a request takes. */

/**
 * The first in the order of priorities whose conditions are all met; the default one comes last.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 */
export function ruleFor(rules: readonly Rule[], request: Request): Rule | undefined {
  const order = (rule: Rule) => (rule.Priority === 'default' ? Infinity : Number(rule.Priority));
  return rules
    .toSorted((a, b) => order(a) - order(b))
    .find(({ Conditions }) => Conditions.every((it) => isMet(it, request)));
}

/**
 * Paths and values are compared with regard to case, names of hosts and headers without it. Where a request comes from is not known
 * here: a condition on it counts as met only where it names every address.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
function isMet(condition: Condition, { method, url, headers = {} }: Request): boolean {
  const { Field, Values, HttpHeaderName = '', QueryStrings = [] } = condition;
  switch (Field) {
    case 'path-pattern':
      return Values.some((it) => isLike(it, url.pathname));
    case 'host-header':
      return Values.some((it) => isLike(it.toLowerCase(), hostnameIn(headers['host'] ?? url.hostname)));
    case 'http-request-method':
      return Values.includes(method);
    case 'http-header': {
      const value = headers[HttpHeaderName.toLowerCase()];
      return value !== undefined && Values.some((it) => isLike(it.toLowerCase(), value.toLowerCase()));
    }
    case 'query-string':
      return QueryStrings.some(({ Key, Value }) =>
        [...url.searchParams].some(
          ([name, value]) =>
            (Key === undefined || isLike(Key.toLowerCase(), name.toLowerCase())) && isLike(Value, value),
        ),
      );
    case 'source-ip':
      return Values.includes('0.0.0.0/0');
    default:
      return false;
  }
}

const isLike = (pattern: string, text: string): boolean => matches(patternIn(pattern), text);
