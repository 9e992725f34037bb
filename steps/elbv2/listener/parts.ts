import { DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { DescribeListenersCommand, DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { all } from '../../../src/all.js';
import type { Cloud, Part } from '../../../src/step.js';
import { aliasesTo } from '../../route53/records.js';

/** The records that lead to the load balancer of an HTTPS listener. Its certificate tells in which zones they may be. */
export async function aliasesToBalancer(cloud: Cloud, arn: string): Promise<Part[]> {
  const { Listeners: [listener] = [] } = await cloud.elbv2.send(new DescribeListenersCommand({ ListenerArns: [arn] }));
  const { Protocol, LoadBalancerArn = '', Certificates: [certificate] = [] } = listener ?? {};
  if (Protocol !== 'HTTPS' || !certificate) return [];
  const [{ Certificate }, { LoadBalancers: [balancer] = [] }] = await all([
    cloud.acm.send(new DescribeCertificateCommand({ CertificateArn: certificate.CertificateArn })),
    cloud.elbv2.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [LoadBalancerArn] })),
  ]);
  const { DomainName = '', SubjectAlternativeNames: names = [DomainName] } = Certificate ?? {};
  const records = await aliasesTo(
    cloud,
    balancer?.DNSName ?? '',
    names.map((name) => name.replace(/^\*\./, '')),
  );
  return records.map((id) => ({ type: 'record-set', id }));
}
