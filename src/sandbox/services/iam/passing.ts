import { isKnown } from '../../delays.js';
import { AwsError, type Context } from '../../service.js';
import { callerArn } from '../caller.js';
import { roles } from './tables.js';

/**
 * Holds that the caller may pass these roles on. Whoever asks IAM about a role that it does not know yet is told that
 * the caller may not. A role that is nowhere is no matter of passing.
 * Source: https://github.com/terraform-aws-modules/terraform-aws-ecs/issues/414
 * @param code the error code of the service that takes the role
 * @throws AwsError
 */
export function checkPassing(context: Context, arns: readonly (string | undefined)[], code: string): void {
  const denied = arns.find((arn) => arn !== undefined && !isKnown(context, 'role-passable', arn));
  if (denied === undefined) return;
  throw new AwsError(
    code,
    `User: ${callerArn(context)} is not authorized to perform: iam:PassRole on ` +
      `resource: ${denied} because no identity-based policy allows the iam:PassRole action`,
  );
}

/** The ARN of the role with this name. */
export const arnOfRole = (context: Context, name: string | undefined): string | undefined =>
  roles(context).get(name ?? '')?.role.Arn;
