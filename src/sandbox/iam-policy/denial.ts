import type { Demand } from '../../permissions/demand.js';
import { AwsError } from '../service.js';
import type { Verdict } from './evaluate.js';

/**
 * A denial as each service words it. Services of JSON say `AccessDeniedException`, those of queries `AccessDenied`, and
 * EC2 has words of its own.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export function denial(service: string, caller: string, { action, resource }: Demand, verdict: Exclude<Verdict, 'allowed'>): AwsError {
  const on = resource === '*' ? '' : ` on resource: ${resource}`;
  const why =
    verdict === 'denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  const message = `User: ${caller} is not authorized to perform: ${action}${on} ${why}`;
  if (service === 'ec2')
    return new AwsError('UnauthorizedOperation', `You are not authorized to perform this operation. ${message}`, { status: 403 });
  const [code, status] = forms[service] ?? (['AccessDeniedException', 400] as const);
  return new AwsError(code, message, { status });
}

const forms: { readonly [service: string]: readonly [code: string, status: number] | undefined } = {
  autoscaling: ['AccessDenied', 403],
  elbv2: ['AccessDenied', 403],
  iam: ['AccessDenied', 403],
  apigatewayv2: ['AccessDeniedException', 403],
};
