import { dnsSuffixOf } from '../../../facts/partitions.js';
import type { Context } from '../../service.js';
import { subnets } from '../ec2/tables.js';
import { putCertificate } from '../acm/put-certificate.js';
import { letOut, putSecurityGroup } from '../ec2/security-groups/put-security-group.js';
import { awsZoneOf } from '../route53/aws-zones.js';
import { newListenerArn, newRuleArn } from './arns.js';
import { defaultsOf } from './attributes.js';
import { loadBalancerAttributes } from './load-balancers/load-balancer-attributes.js';
import { zonesOf } from './load-balancers/load-balancer-creation.js';
import { listeners, loadBalancers, rules } from './tables.js';

type Place = Pick<Context, 'world' | 'region'>;

/** A load balancer of somebody else, as a rehearsal takes it to be: in service, in the zones of these subnets, and let out anywhere. */
export interface PutBalancer {
  readonly arn: string;
  readonly vpcId: string;
  /** Those of the tasks. */
  readonly subnetIds: readonly string[];
  readonly groupId: string;
  readonly dnsName?: string | undefined;
}

/** What is there stays as it is. */
export function putLoadBalancer(place: Place, { arn, vpcId, subnetIds, groupId, dnsName }: PutBalancer): void {
  if (loadBalancers(place).has(arn)) return;
  putSecurityGroup(place, groupId, vpcId);
  letOut(place, groupId);
  const name = arn.split('/')[2] ?? '';
  const rows = subnetIds.flatMap((id) => subnets(place).get(id) ?? []);
  loadBalancers(place).set(arn, {
    balancer: {
      ...{ LoadBalancerArn: arn, LoadBalancerName: name, Type: 'application', Scheme: 'internet-facing', VpcId: vpcId },
      DNSName: dnsName ?? `${name}-1.${place.region}.elb.${dnsSuffixOf(place.region)}`,
      CanonicalHostedZoneId: awsZoneOf('elb', place.region),
      ...{ CreatedTime: new Date(place.world.time), State: { Code: 'active' }, IpAddressType: 'ipv4' },
      ...{ AvailabilityZones: zonesOf(rows), SecurityGroups: [groupId] },
    },
    ...{ networkInterfaceIds: [], activeAt: 0, attributes: defaultsOf(loadBalancerAttributes), tags: [] },
  });
}

/** A listener of somebody else. */
export interface PutListener {
  readonly loadBalancerArn: string;
  /** As it is known; else one is made up. */
  readonly arn?: string | undefined;
  readonly port: number;
  /** Where it speaks HTTPS: all that its certificate is for. */
  readonly names?: readonly string[] | undefined;
  /** Priorities that rules of others have there. */
  readonly taken: readonly number[];
}

/** What is there stays as it is. */
export function putListener(place: Place, { loadBalancerArn, arn, port, names, taken }: PutListener): void {
  const ListenerArn = arn ?? newListenerArn(place, loadBalancerArn);
  const there = listeners(place).find(
    ({ listener: { LoadBalancerArn, Port } }) => LoadBalancerArn === loadBalancerArn && Port === port,
  );
  if (there) return;
  const [, partition = '', , region = '', account = ''] = loadBalancerArn.split(':');
  const CertificateArn = `arn:${partition}:acm:${region}:${account}:certificate/00000000-0000-4000-8000-${loadBalancerArn.slice(-12)}`;
  if (names) putCertificate(place, CertificateArn, names);
  listeners(place).set(ListenerArn, {
    listener: {
      ...{ ListenerArn, LoadBalancerArn: loadBalancerArn, Port: port, Protocol: names ? 'HTTPS' : 'HTTP' },
      ...(names && { SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06', Certificates: [{ CertificateArn }] }),
    },
    tags: [],
  });
  const notFound = { Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '404' } };
  for (const Priority of ['default', ...taken.map(String)]) {
    const RuleArn = newRuleArn(place, ListenerArn);
    const Conditions =
      Priority === 'default' ? [] : [{ Field: 'path-pattern', Values: [`/of-somebody-else-${Priority}`] }];
    const rule = { RuleArn, Priority, Conditions, Actions: [notFound], IsDefault: Priority === 'default' };
    rules(place).set(RuleArn, { rule, listenerArn: ListenerArn, tags: [] });
  }
}
