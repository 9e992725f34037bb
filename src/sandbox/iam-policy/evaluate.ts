import type { Demand, Keys } from '../../permissions/demand.js';
import { filled, holds } from './conditions.js';
import type { Policy, Statement } from './document.js';
import { isAction, isArnLike } from './patterns.js';

/** `denied`: by a statement that says so. `not-allowed`: by none that allows it. */
export type Verdict = 'allowed' | 'denied' | 'not-allowed';

/**
 * What a policy says to one demand: what is denied is denied, what is not allowed is denied, too.
 * @param more keys that every request has
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate({ statements }: Policy, demand: Demand, more: Keys = {}): Verdict {
  const keys = { ...more, ...demand.keys };
  const applying = statements.filter((it) => applies(it, demand, keys));
  if (applying.some(({ effect }) => effect === 'Deny')) return 'denied';
  return applying.length > 0 ? 'allowed' : 'not-allowed';
}

function applies({ actions, resources, conditions }: Statement, { action, resource }: Demand, keys: Keys): boolean {
  if (actions.texts.some((it) => isAction(it, action)) === actions.isNot) return false;
  const isMeant = (text: string): boolean => {
    const pattern = filled(text, keys);
    return pattern !== undefined && isArnLike(pattern, resource);
  };
  return resources.texts.some(isMeant) !== resources.isNot && holds(conditions, keys);
}
