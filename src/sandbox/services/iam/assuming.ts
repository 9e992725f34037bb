import type { Keys } from '../../../permissions/required-permission.js';
import { isKnown } from '../../delays.js';
import type { Context } from '../../service.js';
import { roleAt } from './role-policies.js';
import { trustVerdict, type Principal } from './trust-policy.js';

/**
 * Whether a service may assume a role: the role is there, STS knows it by now, and its trust policy lets that service.
 * @param service `ecs-tasks.amazonaws.com`
 * @param keys of the request by which it assumes the role
 */
export function canAssume(context: Context, roleArn: string, service: string, keys: Keys): boolean {
  const row = roleAt(context, roleArn);
  if (!row || !isKnown(context, 'role-assumable', roleArn)) return false;
  const isMeant = (principal: Principal): boolean =>
    principal === '*' || (principal['Service'] ?? []).includes(service);
  return trustVerdict(row.role.AssumeRolePolicyDocument ?? '{}', isMeant, 'sts:AssumeRole', keys) === 'allowed';
}
