import { requiredPermissions } from '../../permissions/index.js';
import type { RequiredPermission, Keys } from '../../permissions/required-permission.js';
import type { Guard, GuardedRequest } from '../guard.js';
import { AwsError, type Context } from '../service.js';
import { callerArn, sessionOf } from '../services/caller.js';
import { roleAt, roleVerdict } from '../services/iam/role-policies.js';
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

/**
 * Makes a guard that holds the requests of sessions against the policies of their roles, whoever asked for the session, and
 * leaves the others to `user`.
 */
export const sessionGuard = (user: Guard | undefined): Guard => ({
  check(request) {
    const { context, protocol } = request;
    const session = sessionOf(context);
    if (!session) return user?.check(request);
    if (session.expires <= context.now) throw expired(protocol);
    // It needs no permission, and a role that is gone has none.
    if (request.operation === 'GetCallerIdentity') return undefined;
    const role = roleAt(context, session.roleArn);
    for (const demand of permissionsRequiredFor(request)) {
      const verdict = role ? roleVerdict(context, role, demand) : 'not-allowed';
      if (verdict !== 'allowed') throw denial(protocol, session.arn, demand, verdict);
    }
  },
});

/** Source: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
function expired(protocol: GuardedRequest['protocol']): AwsError {
  const isXml = protocol === 'awsQuery' || protocol === 'restXml' || protocol === 'ec2Query';
  const [code, status] =
    protocol === 'ec2Query' ? ['RequestExpired', 400] : isXml ? ['ExpiredToken', 403] : ['ExpiredTokenException', 400];
  return new AwsError(String(code), 'The security token included in the request is expired', {
    status: Number(status),
  });
}

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
  const why = `the sandbox does not know which permissions ${service}:${operation} needs, so it cannot hold it against a policy`;
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
