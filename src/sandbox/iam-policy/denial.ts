import type { RequiredPermission } from '../../permissions/required-permission.js';
import { AwsError, type Wire } from '../service.js';
import { encodedDenial } from './encoded-denial.js';
import type { Verdict } from './evaluate.js';

/**
 * The error that AWS answers for a denial. JSON protocols use the code `AccessDeniedException`, the query and XML
 * protocols `AccessDenied`, and EC2 its own code `UnauthorizedOperation`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export function denial(
  protocol: Wire['protocol'],
  caller: string,
  demand: RequiredPermission,
  verdict: Exclude<Verdict, 'allowed'>,
): AwsError {
  const { action, resource } = demand;
  const on = resource === '*' ? '' : ` on resource: ${resource}`;
  const why =
    verdict === 'denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  const message = `User: ${caller} is not authorized to perform: ${action}${on} ${why}`;
  if (protocol === 'ec2Query')
    return new AwsError(
      'UnauthorizedOperation',
      `You are not authorized to perform this operation. ${message}. Encoded authorization failure message: ${encodedDenial(caller, demand, verdict === 'denied')}`,
      { status: 403 },
    );
  if (protocol === 'awsQuery' || protocol === 'restXml') return new AwsError('AccessDenied', message, { status: 403 });
  return new AwsError('AccessDeniedException', message, { status: protocol === 'restJson1' ? 403 : 400 });
}
