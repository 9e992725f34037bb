import type {
  Certificate,
  CreateListenerInput,
  ModifyListenerInput,
  ProtocolEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { isKnown } from '../../../delays.js';
import { AwsError, type Context } from '../../../service.js';
import { isHere } from '../../acm/refusals.js';
import { certificates } from '../../acm/tables.js';
import { beginUse, endUse } from '../../acm/uses.js';
import { notInSandbox, validationError } from '../refusals.js';
import { listeners, type ListenerRow } from '../tables.js';
import { checkedPolicy, defaultPolicy } from './ssl-policies.js';

type Input = Pick<CreateListenerInput | ModifyListenerInput, 'SslPolicy' | 'Certificates'>;
export type Tls = Required<Input>;

/**
 * What an HTTPS listener has and an HTTP listener has not: a policy and one certificate, its default.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html. The words of the
 * refusals other than those of `checkedCertificate` are believed.
 * @param before what the listener has so far
 * @throws AwsError `ValidationError`, `CertificateNotFoundException`, `UnsupportedCertificate` (which the
 *   model does not have),
 *   `SSLPolicyNotFoundException`, 501
 */
export function checkedTls(
  context: Context,
  protocol: ProtocolEnum,
  { SslPolicy, Certificates = [] }: Input,
  before: Input = {},
): Tls | undefined {
  if (protocol !== 'HTTPS') {
    if (SslPolicy !== undefined || Certificates.length > 0)
      throw validationError(`Certificates and SSL policies cannot be specified for ${protocol} listeners`);
    return undefined;
  }
  const wanted = Certificates.length > 0 ? Certificates : (before.Certificates ?? []);
  const [certificate, ...others] = wanted;
  if (!certificate) throw validationError('A certificate must be specified for HTTPS listeners');
  if (others.length > 0) throw validationError('Up to one certificate can be specified as the default certificate');
  return {
    SslPolicy: checkedPolicy(SslPolicy ?? before.SslPolicy ?? defaultPolicy),
    Certificates: [{ CertificateArn: checkedCertificate(context, certificate) }],
  };
}

/**
 * A certificate that was issued a moment ago is refused as one that never was: hashicorp/terraform-provider-aws #41789. Other
 * messages: #11334, crossplane-contrib/provider-upjet-aws #338.
 */
export function checkedCertificate(context: Context, { CertificateArn: arn = '' }: Certificate): string {
  if (/^arn:[\w-]+:iam:/.test(arn)) throw notInSandbox('certificates of IAM');
  const row = certificates(context).get(arn);
  if (!row || !isHere(context, row))
    throw new AwsError('CertificateNotFoundException', `Certificate '${arn}' not found`);
  if (row.status !== 'ISSUED' || !isKnown(context, 'certificate-known', arn))
    throw new AwsError(
      'UnsupportedCertificate',
      `The certificate '${arn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
      { status: 400 },
    );
  return arn;
}

/** All certificates of a listener, the default one first. */
export const certificatesOf = ({ listener, certificates: others = [] }: ListenerRow): string[] => [
  ...(listener.Certificates ?? []).flatMap(({ CertificateArn = [] }) => CertificateArn),
  ...others,
];

/** Seconds for which ACM still shows a use that has ended (believed). */
const shownSeconds = 45;

/** Tells ACM what a load balancer uses now. @param before the certificates that one of its listeners had */
export function noteUses(context: Context, loadBalancerArn: string, before: readonly string[]): void {
  const now = new Set(
    listeners(context)
      .all(({ listener }) => listener.LoadBalancerArn === loadBalancerArn)
      .flatMap(certificatesOf),
  );
  for (const arn of now) beginUse(context, arn, loadBalancerArn);
  for (const arn of before) if (!now.has(arn)) endUse(context, arn, loadBalancerArn, shownSeconds);
}
