import type { CertificateDetail } from '@aws-sdk/client-acm';

/**
 * Why ACM has not issued a certificate. Source: https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-failed.html
 */
const reasons: { readonly [reason: string]: string } = {
  CAA_ERROR: 'a CAA record of the domain lets no certificate authority of Amazon issue certificates for it',
  DOMAIN_NOT_ALLOWED: 'the domain is on a list of those that are not trusted',
  INVALID_PUBLIC_DOMAIN: 'it is no domain of the public DNS',
  ADDITIONAL_VERIFICATION_REQUIRED: 'AWS wants to know more about who asks: its support does that',
  NO_AVAILABLE_CONTACTS: 'nobody is there to validate it',
  DOMAIN_VALIDATION_DENIED: 'somebody has denied it',
};

/** What is wrong with a certificate that is neither issued nor on its way. */
export function failureOf({ Status, FailureReason }: CertificateDetail): string {
  if (Status === 'VALIDATION_TIMED_OUT')
    return 'ACM has waited for the validation records for 72 hours, and has given up';
  const reason = FailureReason === undefined ? '' : `: ${reasons[FailureReason] ?? FailureReason}`;
  return `the certificate is ${Status ?? 'of no status'}${reason}`;
}

export const isIssued = ({ Status }: CertificateDetail): boolean => Status === 'ISSUED';
export const isWaiting = ({ Status }: CertificateDetail): boolean => Status === 'PENDING_VALIDATION';

/** A domain and its wildcard are validated by one record: `*.example.com` → `example.com`. */
export const validatedDomain = (name: string): string => name.replace(/^\*\./, '');
