import { DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { DescribeListenerCertificatesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { all } from '../../../src/all.js';
import { pages } from '../../../src/pages.js';
import type { Cloud } from '../../../src/step.js';
import { namesOfCertificate, covers } from '../../acm/names.js';

/**
 * Names that no certificate of a listener is for: its default one, and those that it chooses from by the name that is asked for.
 * What is in a certificate of IAM is not looked at: it is taken to be for all of them.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListenerCertificates.html
 */
export async function uncoveredNames(cloud: Cloud, ListenerArn: string, names: readonly string[]): Promise<string[]> {
  const certificates = await pages(async (Marker) => {
    const answer = await cloud.elbv2.send(new DescribeListenerCertificatesCommand({ ListenerArn, Marker }));
    return { items: answer.Certificates, next: answer.NextMarker };
  });
  const arns = [...new Set(certificates.flatMap(({ CertificateArn = [] }) => CertificateArn))];
  if (arns.some((arn) => !arn.includes(':acm:'))) return [];
  const covered = await all(
    arns.map(async (CertificateArn) => {
      const { Certificate } = await cloud.acm.send(new DescribeCertificateCommand({ CertificateArn }));
      return namesOfCertificate(Certificate);
    }),
  );
  return names.filter((name) => !covered.flat().some((it) => covers(it, name)));
}
