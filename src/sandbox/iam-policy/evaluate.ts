import type { RequiredPermission, Keys } from '../../permissions/required-permission.js';
import { withPolicyVariables, conditionsHold } from './conditions.js';
import type { Policy, Statement } from './document.js';
import { matchesAction, matchesArn } from './patterns.js';

/** `denied`: a Deny statement applies. `not-allowed`: no Allow statement applies. */
export type Verdict = 'allowed' | 'denied' | 'not-allowed';

/**
 * Evaluates a policy for one required permission. A Deny statement wins over an Allow statement; without either, the
 * request is not allowed.
 * @param more keys that every request has
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate({ statements }: Policy, demand: RequiredPermission, more: Keys = {}): Verdict {
  const keys = { ...more, ...demand.keys };
  const applying = statements.filter((it) => applies(it, demand, keys));
  if (applying.some(({ effect }) => effect === 'Deny')) return 'denied';
  return applying.length > 0 ? 'allowed' : 'not-allowed';
}

function applies(
  { actions, resources, conditions }: Statement,
  { action, resource }: RequiredPermission,
  keys: Keys,
): boolean {
  if (actions.texts.some((it) => matchesAction(it, action)) === actions.isNot) return false;
  const isMeant = (text: string): boolean => {
    const pattern = withPolicyVariables(text, keys);
    return pattern !== undefined && matchesArn(pattern, resource);
  };
  return resources.texts.some(isMeant) !== resources.isNot && conditionsHold(conditions, keys);
}
