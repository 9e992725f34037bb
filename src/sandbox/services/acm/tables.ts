import type { FailureReason, Tag } from '@aws-sdk/client-acm';
import { global } from '../../service.js';

/** A public certificate that was requested and is validated by DNS. */
export interface CertificateRow {
  readonly arn: string;
  /** All in small letters, the first one first. */
  readonly names: readonly string[];
  readonly createdAt: Date;
  /** When its validation records are shown, in AWS's time. */
  readonly recordsAt: number;
  status: 'PENDING_VALIDATION' | 'ISSUED' | 'FAILED' | 'VALIDATION_TIMED_OUT';
  failureReason?: FailureReason;
  /** ACM has seen all records, and is about to issue it. */
  isBeingIssued?: true;
  issuedAt?: Date;
  /** The token of its request, and until when that counts, in AWS's time. */
  readonly token?: { readonly text: string; readonly until: number };
  tags: Tag[];
}
/** Every certificate of every region, by its ARN: records of Route 53, which has no regions, validate them. */
export const certificates = global<CertificateRow>('acm/certificates');

/** The record by which a domain is validated. */
export interface ValidationRow {
  readonly Name: string;
  readonly Type: 'CNAME';
  readonly Value: string;
}
/** By domain, those that ACM has made up so far. */
export const validationRecords = global<ValidationRow>('acm/validation-records');

/** What uses a certificate, and until when it is still shown after it has ceased to, in AWS's time. */
export interface UseRow {
  readonly certificateArn: string;
  readonly by: string;
  goneAt?: number;
}
export const uses = global<UseRow>('acm/uses');
