import {
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  type CertificateDetail,
  type CertificateSummary,
  type DomainValidation,
} from '@aws-sdk/client-acm';
import { AwsError, on, type Context } from '../../service.js';
import { page } from '../page.js';
import { existingCertificate, isHere, invalidParameter, within } from './refusals.js';
import { certificates, type CertificateRow } from './tables.js';
import { forgetUses, usersOf } from './uses.js';
import { isValidated, lookAtDns, validationRecord } from './validation.js';

/** Days that a new certificate is valid. Source: https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html */
const validDays = 198;
const day = 86_400_000;

export const certificateOperations = [
  on(DescribeCertificateCommand, (input, context) => ({
    Certificate: detail(context, existingCertificate(context, input.CertificateArn)),
  })),

  /**
   * Without a filter by key type it lists those with RSA keys of 1,024 and 2,048 bits only.
   * Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html
   */
  on(ListCertificatesCommand, (input, context) => {
    lookAtDns(context);
    const { CertificateStatuses: statuses = [], Includes, MaxItems, NextToken } = input;
    const keyTypes = Includes?.keyTypes ?? ['RSA_1024', 'RSA_2048'];
    const rows = certificates(context).all(
      (row) =>
        isHere(context, row) &&
        keyTypes.includes('RSA_2048') &&
        (statuses.length === 0 || statuses.includes(row.status)),
    );
    const { items, next } = page(rows, ({ arn }) => arn, {
      size: within(MaxItems, 'maxItems', [1, 1000], 100),
      token: NextToken,
      invalid: () => invalidParameter('The next token is not valid.'),
    });
    return {
      CertificateSummaryList: items.map((row) => summary(context, row)),
      ...(next !== undefined && { NextToken: next }),
    };
  }),

  on(DeleteCertificateCommand, (input, context) => {
    const { arn } = existingCertificate(context, input.CertificateArn);
    if (usersOf(context, arn).length > 0)
      throw new AwsError('ResourceInUseException', `Certificate ${arn} in account ${context.account} is in use.`);
    forgetUses(context, arn);
    certificates(context).delete(arn);
    return {};
  }),
];

function detail(context: Context, row: CertificateRow): CertificateDetail {
  const [first = ''] = row.names;
  const { issuedAt } = row;
  return {
    CertificateArn: row.arn,
    DomainName: first,
    SubjectAlternativeNames: [...row.names],
    DomainValidationOptions: row.names.map((name) => validation(context, row, name)),
    Subject: `CN=${first}`,
    Issuer: 'Amazon',
    CreatedAt: row.createdAt,
    Status: row.status,
    ...(row.failureReason && { FailureReason: row.failureReason }),
    ...(issuedAt && {
      IssuedAt: issuedAt,
      NotBefore: new Date(Math.floor(issuedAt.getTime() / day) * day),
      NotAfter: new Date(Math.floor(issuedAt.getTime() / day + validDays) * day - 1000),
    }),
    // As it is shown; it is asked for as `RSA_2048`.
    KeyAlgorithm: 'RSA-2048' as 'RSA_2048',
    SignatureAlgorithm: 'SHA256WITHRSA',
    InUseBy: usersOf(context, row.arn),
    Type: 'AMAZON_ISSUED',
    KeyUsages: issuedAt ? [{ Name: 'DIGITAL_SIGNATURE' }, { Name: 'KEY_ENCIPHERMENT' }] : [],
    ExtendedKeyUsages: issuedAt ? [{ Name: 'TLS_WEB_SERVER_AUTHENTICATION', OID: '1.3.6.1.5.5.7.3.1' }] : [],
    RenewalEligibility: issuedAt && usersOf(context, row.arn).length > 0 ? 'ELIGIBLE' : 'INELIGIBLE',
    Options: { CertificateTransparencyLoggingPreference: 'ENABLED', Export: 'DISABLED' },
  };
}

function validation(context: Context, row: CertificateRow, name: string): DomainValidation {
  const isSeen = row.status === 'ISSUED' || (row.isBeingIssued === true && isValidated(context, name));
  const failed = row.status === 'FAILED' || row.status === 'VALIDATION_TIMED_OUT';
  return {
    DomainName: name,
    ValidationDomain: name,
    ValidationStatus: isSeen ? 'SUCCESS' : failed ? 'FAILED' : 'PENDING_VALIDATION',
    ...(row.recordsAt <= context.world.elapsed && { ResourceRecord: { ...validationRecord(context, name) } }),
    ValidationMethod: 'DNS',
  };
}

const summary = (context: Context, row: CertificateRow): CertificateSummary => ({
  CertificateArn: row.arn,
  DomainName: row.names[0],
  SubjectAlternativeNameSummaries: [...row.names],
  HasAdditionalSubjectAlternativeNames: false,
  Status: row.status,
  Type: 'AMAZON_ISSUED',
  KeyAlgorithm: 'RSA-2048' as 'RSA_2048',
  InUse: usersOf(context, row.arn).length > 0,
  RenewalEligibility: 'INELIGIBLE',
  CreatedAt: row.createdAt,
  ...(row.issuedAt && { IssuedAt: row.issuedAt }),
});
