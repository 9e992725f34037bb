import {
  AddListenerCertificatesCommand,
  DescribeListenerCertificatesCommand,
  RemoveListenerCertificatesCommand,
  type Certificate,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, type Context } from '../../../service.js';
import { markedPage, required, validationError } from '../refusals.js';
import { existingRow, listener } from '../resource-kinds.js';
import { listeners, type ListenerRow } from '../tables.js';
import { certificatesOf, checkedCertificate, noteUses } from './tls.js';

/**
 * The certificates that a listener chooses from by the name that is asked for, beside its default one.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddListenerCertificates.html
 */
export const listenerCertificateOperations = [
  on(AddListenerCertificatesCommand, (input, context) => {
    const row = httpsListener(context, input.ListenerArn);
    const added = required(input.Certificates, 'Certificates').map((it) => checkedCertificate(context, it));
    const others = [...new Set([...(row.certificates ?? []), ...added])].filter(
      (arn) => arn !== certificatesOf(row)[0],
    );
    refuseTooMany(context, row, others);
    row.certificates = others;
    noteUses(context, row.listener.LoadBalancerArn, []);
    return { Certificates: added.map((CertificateArn) => ({ CertificateArn, IsDefault: false })) };
  }),

  /** Message: hashicorp/terraform-provider-aws #19495. */
  on(RemoveListenerCertificatesCommand, (input, context) => {
    const row = httpsListener(context, input.ListenerArn);
    const removed = required(input.Certificates, 'Certificates').map(({ CertificateArn }) => CertificateArn);
    const [own] = row.listener.Certificates ?? [];
    if (removed.includes(own?.CertificateArn) && !row.certificates?.includes(own?.CertificateArn ?? ''))
      throw new AwsError('OperationNotPermittedException', 'Default Certificate cannot be removed.');
    const before = certificatesOf(row);
    row.certificates = (row.certificates ?? []).filter((arn) => !removed.includes(arn));
    noteUses(context, row.listener.LoadBalancerArn, before);
    return {};
  }),

  on(DescribeListenerCertificatesCommand, (input, context) => {
    const all = certificatesOf(existingRow(context, listener, input.ListenerArn));
    const shown = all.map((CertificateArn, at): Certificate => ({ CertificateArn, IsDefault: at === 0 }));
    const { items, more } = markedPage(
      shown,
      ({ CertificateArn = '', IsDefault }) => `${!IsDefault} ${CertificateArn}`,
      input,
    );
    return { Certificates: items, ...more };
  }),
];

function httpsListener(context: Context, arn: string | undefined): ListenerRow {
  const row = existingRow(context, listener, arn);
  if (row.listener.Protocol !== 'HTTPS')
    throw validationError(`Certificates cannot be specified for ${row.listener.Protocol} listeners`);
  return row;
}

/** Default certificates do not count. */
function refuseTooMany(context: Context, row: ListenerRow, others: readonly string[]): void {
  const { LoadBalancerArn } = row.listener;
  const siblings = listeners(context).all((it) => it !== row && it.listener.LoadBalancerArn === LoadBalancerArn);
  const count = siblings.reduce((sum, { certificates = [] }) => sum + certificates.length, others.length);
  const exceeded = (quota: number) => `The load balancer '${LoadBalancerArn}' has ${quota} certificates already`;
  refuseBeyond(context, 'listener-certificates', count, exceeded);
}
