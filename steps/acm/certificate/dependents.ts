import { DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { DescribeListenerCertificatesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { all } from '../../../src/all.js';
import { pages } from '../../../src/pages.js';
import type { Cloud, Dependent } from '../../../src/step.js';
import { allDomains } from '../../apigatewayv2/domains.js';
import { listenersAndRules, type ListenerOrRule } from '../../elbv2/listeners-and-rules.js';
import { elbTags } from '../../elbv2/tags.js';

/**
 * The listeners and the domains of API Gateway that use a certificate. ACM names load balancers only: for a domain one of an
 * account of AWS's own, which lets go of the certificate some minutes after the domain is deleted.
 * Source: https://github.com/anomalyco/sst/issues/5462
 */
export async function certificateDependents(cloud: Cloud, CertificateArn: string): Promise<Dependent[]> {
  const { Certificate } = await cloud.acm.send(new DescribeCertificateCommand({ CertificateArn }));
  return (await all((Certificate?.InUseBy ?? []).map((arn) => usersAt(cloud, arn, CertificateArn)))).flat();
}

async function usersAt(cloud: Cloud, arn: string, certificate: string): Promise<Dependent[]> {
  const [, , service, , account] = arn.split(':');
  if (service !== 'elasticloadbalancing') return [{ type: service ?? 'resource', id: arn }];
  const balancer: Dependent = { type: 'load-balancer', id: arn, goesByItself: true };
  if (account !== cloud.account) {
    const domains = await domainsWith(cloud, certificate);
    return domains.length > 0 ? domains : [{ ...balancer, owner: 'API Gateway' }];
  }
  const listeners = (await listenersAndRules(cloud, arn)).filter(({ type }) => type === 'listener');
  const using = (await all(listeners.map((it) => useIn(cloud, it, certificate, arn)))).flat();
  // ACM shows a load balancer for a while after its listener has let go of the certificate.
  return using.length > 0 ? using : [{ ...balancer, tags: await elbTags(cloud, arn) }];
}

/** A listener's default certificate can only be exchanged for another one, so what takes it away is the listener's end. */
async function useIn(
  cloud: Cloud,
  { id, tags }: ListenerOrRule,
  certificate: string,
  owner: string,
): Promise<Dependent[]> {
  const certificates = await pages(async (Marker) => {
    const answer = await cloud.elbv2.send(new DescribeListenerCertificatesCommand({ ListenerArn: id, Marker }));
    return { items: answer.Certificates, next: answer.NextMarker };
  });
  const used = certificates.filter(({ CertificateArn }) => CertificateArn === certificate);
  if (used.length === 0) return [];
  const command = used.some(({ IsDefault }) => IsDefault)
    ? ['elbv2', 'delete-listener', '--listener-arn', id]
    : [
        'elbv2',
        'remove-listener-certificates',
        '--listener-arn',
        id,
        '--certificates',
        `CertificateArn=${certificate}`,
      ];
  return [{ type: 'listener', id, tags, owner, command }];
}

async function domainsWith(cloud: Cloud, certificate: string): Promise<Dependent[]> {
  const using = (await allDomains(cloud)).filter(({ DomainNameConfigurations: configurations = [] }) =>
    configurations.some(({ CertificateArn }) => CertificateArn === certificate),
  );
  return using.map(({ DomainName: id = '', Tags: tags = {} }) => {
    const command = ['apigatewayv2', 'delete-domain-name', '--domain-name', id];
    return { type: 'domain-name', id, tags, command };
  });
}
