import { AwsError, type Context } from '../../service.js';
import { constraints } from '../constraint.js';
import { lookAtDns } from './validation.js';
import { certificates, type CertificateRow } from './tables.js';

/** Codes: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html and its siblings. */
export const { present, matching, within } = constraints('ValidationException');

export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message);

/** The error, status 501, for a feature that AWS has and the sandbox does not. It is never ignored silently. */
export const notInSandbox = (what: string) =>
  new AwsError('NotImplemented', `The sandbox's Certificate Manager does not have ${what}.`, { status: 501 });

/** Refuses members that the handler would otherwise ignore. */
export function refuseOtherMembers<T extends object>(input: T, members: readonly (keyof T & string)[]): void {
  const asked = members.find((member) => input[member] !== undefined);
  if (asked) throw notInSandbox(`the parameter ${asked}`);
}

const form = /arn:[\w+=/,.@-]+:acm:[\w+=/,.@-]*:\d{12}:certificate\/[\w-]+/;

/**
 * The certificate with this ARN, in the region that was asked. ACM has looked at DNS before it answers.
 * @throws AwsError `ResourceNotFoundException`, `ValidationException`
 */
export function existingCertificate(context: Context, arn: string | undefined): CertificateRow {
  const asked = matching(arn, 'certificateArn', form, 2048);
  lookAtDns(context);
  const row = certificates(context).get(asked);
  if (!row || !isHere(context, row))
    throw new AwsError('ResourceNotFoundException', `Could not find certificate ${asked}.`);
  return row;
}

/** Whether a certificate is of the region that was asked. */
export const isHere = ({ region }: Context, { arn }: CertificateRow): boolean => arn.split(':')[3] === region;
