import { RequestCertificateCommand, type RequestCertificateRequest } from '@aws-sdk/client-acm';
import { isDeepStrictEqual } from 'node:util';
import { refuseBeyond } from '../../quotas.js';
import { AwsError, on, type Context } from '../../service.js';
import { invalidParameter, isHere, matching, notInSandbox, refuseOtherMembers } from './refusals.js';
import { certificates, type CertificateRow } from './tables.js';
import { checkedTags } from './tags.js';
import { assignSeconds, recordsAssigned, timeoutSeconds, validationTimedOut } from './validation.js';

/** A token counts for an hour. Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const tokenSeconds = 3600;
/** Put together, because it is tried only as a whole, and on no more than 253 characters. */
const label = (least: number) => String.raw`((?!-)[A-Za-z0-9-]{${least},62}[A-Za-z0-9])`;
const domainName = new RegExp(String.raw`(\*\.)?(${label(0)}\.)+${label(1)}`);

export const requestOperations = [
  on(RequestCertificateCommand, (input, context) => {
    const names = checkedNames(input);
    const tags = checkedTags(input.Tags);
    const earlier = requestedWith(context, input.IdempotencyToken, names);
    return { CertificateArn: (earlier ?? request(context, { names, tags, token: input.IdempotencyToken })).arn };
  }),
];

function checkedNames(input: RequestCertificateRequest): string[] {
  refuseOtherMembers(input, ['CertificateAuthorityArn', 'DomainValidationOptions', 'ManagedBy']);
  const { ValidationMethod = 'EMAIL', KeyAlgorithm = 'RSA_2048', Options } = input;
  if (ValidationMethod !== 'DNS') throw notInSandbox(`certificates that are validated by ${ValidationMethod}`);
  if (KeyAlgorithm !== 'RSA_2048') throw notInSandbox(`certificates with keys of ${KeyAlgorithm}`);
  if (Options?.Export === 'ENABLED') throw notInSandbox('certificates that can be exported');
  const first = matching(input.DomainName, 'domainName', domainName, 253).toLowerCase();
  if (first.length > 64)
    throw new AwsError(
      'InvalidDomainValidationOptionsException',
      'The first domain name can be no longer than 64 characters.',
    );
  const others = (input.SubjectAlternativeNames ?? []).map((name) =>
    matching(name, 'subjectAlternativeNames', domainName, 253).toLowerCase(),
  );
  return [...new Set([first, ...others])];
}

/**
 * The certificate that an earlier request with this token made.
 * @throws AwsError `InvalidParameterException` where that asked for something else (the code is believed)
 */
function requestedWith(context: Context, token: string | undefined, names: readonly string[]) {
  if (token === undefined) return undefined;
  matching(token, 'idempotencyToken', /\w+/, 32);
  const earlier = certificates(context).find(
    (row) => isHere(context, row) && row.token?.text === token && row.token.until > context.world.elapsed,
  );
  if (earlier && !isDeepStrictEqual(earlier.names, names))
    throw invalidParameter('The idempotency token was used for a request with other parameters.');
  return earlier;
}

function request(
  context: Context,
  { names, tags, token }: Pick<CertificateRow, 'names' | 'tags'> & { readonly token: string | undefined },
): CertificateRow {
  const { partition, region, account, world } = context;
  const here = certificates(context).all((row) => isHere(context, row)).length;
  const exceeded = (quota: number) => `Error: you have reached your limit of ${quota} certificates.`;
  refuseBeyond(context, 'certificates', here + 1, exceeded);
  const tooMany = (quota: number) => `The certificate has more domain names than ${quota}, which is the limit.`;
  refuseBeyond(context, 'certificate-names', names.length, tooMany);
  const id = world.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const row: CertificateRow = {
    arn: `arn:${partition}:acm:${region}:${account}:certificate/${id}`,
    names,
    createdAt: context.now,
    recordsAt: context.due(assignSeconds),
    status: 'PENDING_VALIDATION',
    ...(token !== undefined && { token: { text: token, until: context.due(tokenSeconds) } }),
    tags,
  };
  certificates(context).set(row.arn, row);
  context.after(assignSeconds, recordsAssigned, undefined);
  context.after(timeoutSeconds, validationTimedOut, { arn: row.arn });
  return row;
}
