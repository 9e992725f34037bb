import { createHash } from 'node:crypto';
import { spread } from '../../delays.js';
import { backgroundTimer, timer, when, type Context } from '../../service.js';
import { recordsServed, resolve } from '../route53/dns.js';
import { canonicalName } from '../route53/names.js';
import { certificates, validationRecords, type CertificateRow, type ValidationRow } from './tables.js';

/**
 * How ACM sees that a name is the caller's: DNS answers with a record that it has made up. The record belongs to the name
 * and the account, so all certificates of a name have the same one, in every region, and a wildcard has that of its domain.
 * Source: https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */

/** Seconds until the records are shown. Source: aws/aws-cdk #16041 (its log: 4 s). */
export const assignSeconds = 5;
/**
 * Seconds from the record's being served to the certificate. Sources: binxio/cfn-certificate-provider #21 ("normally … within
 * a few minutes"), aws/aws-cdk #5831 (more than ten).
 */
const issueSeconds = 150;
/** Source: https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html */
export const timeoutSeconds = 72 * 3600;

/** The record for one name of a certificate. It is kept, so that a world that was restored has those of the account. */
export function validationRecord(context: Pick<Context, 'world' | 'account'>, name: string): ValidationRow {
  const domain = name.replace(/^\*\./, '');
  const known = validationRecords(context).get(domain);
  if (known) return known;
  const made = madeUpRecord(context, domain);
  validationRecords(context).set(domain, made);
  return made;
}

function madeUpRecord({ account }: Pick<Context, 'account'>, domain: string): ValidationRow {
  const digits = (what: string, length: number) =>
    createHash('sha256').update(`${account} ${domain} ${what}`).digest('hex').slice(0, length);
  const letters = digits('zone', 10).replace(/\d/g, (digit) => 'ghjkmnpqrs'.charAt(Number(digit)));
  return {
    Name: `_${digits('name', 32)}.${domain}.`,
    Type: 'CNAME',
    Value: `_${digits('value', 32)}.${letters}.acm-validations.aws.`,
  };
}

/** Whether DNS answers as ACM wants it. */
export function isValidated(context: Pick<Context, 'world' | 'account'>, name: string): boolean {
  const { Name, Value } = validationRecord(context, name);
  const answer = resolve(context, canonicalName(Name), 'CNAME')?.values ?? [];
  return answer.some((it) => canonicalName(it) === canonicalName(Value));
}

/** Lets ACM look at DNS: it issues what is validated in all of its names. */
export function lookAtDns(context: Context): void {
  for (const row of certificates(context).all(isWaiting)) {
    if (!row.names.every((name) => isValidated(context, name))) continue;
    row.isBeingIssued = true;
    context.after(issueSeconds, certificateIssued, { arn: row.arn });
  }
}
const isWaiting = ({ status, isBeingIssued }: CertificateRow): boolean =>
  status === 'PENDING_VALIDATION' && !isBeingIssued;

const certificateIssued = timer<{ arn: string }>('acm/certificate-issued', (context, { arn }) => {
  const row = certificates(context).get(arn);
  if (row?.status !== 'PENDING_VALIDATION') return;
  row.status = 'ISSUED';
  row.issuedAt = context.now;
  spread(context, 'certificate-known', arn);
});

export const recordsAssigned = timer('acm/records-assigned', () => {});

/** Nobody waits for three days. */
export const validationTimedOut = backgroundTimer<{ arn: string }>('acm/validation-timed-out', (context, { arn }) => {
  const row = certificates(context).get(arn);
  if (row?.status === 'PENDING_VALIDATION') row.status = 'VALIDATION_TIMED_OUT';
});

export const validationTimers = [certificateIssued, recordsAssigned, validationTimedOut];
export const validationReactions = [when(recordsServed, (context) => lookAtDns(context))];
