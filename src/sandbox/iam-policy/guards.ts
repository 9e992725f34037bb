import { requiredPermissions } from '../../permissions/index.js';
import type { RequiredPermission, Keys } from '../../permissions/required-permission.js';
import type { Guard, GuardedRequest } from '../guard.js';
import { AwsError, type Context } from '../service.js';
import { callerArn } from '../services/caller.js';
import { denial } from './denial.js';
import type { Policy } from './document.js';
import { evaluate } from './evaluate.js';
import { permissionContextOf } from './permission-context.js';

/** Makes a guard that allows only the requests that the policy allows. */
export const enforcingGuard = (policy: Policy): Guard => ({
  check(request) {
    const caller = callerArn(request.context);
    for (const demand of permissionsRequiredFor(request)) {
      const verdict = evaluate(policy, demand, requestKeys(request.context));
      if (verdict !== 'allowed') throw denial(request.protocol, caller, demand, verdict);
    }
  },
});

/** Makes a guard that allows every request and reports the permissions that each one requires. */
export const recordingGuard = (note: (demand: RequiredPermission, request: GuardedRequest) => void): Guard => ({
  check(request) {
    for (const demand of permissionsRequiredFor(request)) note(demand, request);
  },
});

/** @throws AwsError 501 where `src/permissions` does not know the operation */
function permissionsRequiredFor({ service, operation, input, context }: GuardedRequest): readonly RequiredPermission[] {
  const demands = requiredPermissions(service, operation, input, permissionContextOf(context));
  if (demands) return demands;
  const why = `the sandbox does not know which permissions ${service}:${operation} needs; without --policy it asks for none`;
  throw new AwsError('NotImplemented', why, { status: 501 });
}

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export const requestKeys = (context: Pick<Context, 'region' | 'account' | 'partition'>): Keys => ({
  'aws:RequestedRegion': context.region,
  'aws:PrincipalAccount': context.account,
  'aws:ResourceAccount': context.account,
  'aws:PrincipalArn': callerArn(context),
  'aws:PrincipalType': 'User',
});
