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

/** One that is there is in more zones then. */
export function putLoadBalancer(place: Place, { arn, vpcId, subnetIds, groupId, dnsName }: PutBalancer): void {
  const rows = subnetIds.flatMap((id) => subnets(place).get(id) ?? []);
  const there = loadBalancers(place).get(arn);
  if (there) {
    const { AvailabilityZones: zones } = there.balancer;
    const others = zonesOf(rows).filter(({ ZoneName }) => !zones.some((it) => it.ZoneName === ZoneName));
    there.balancer.AvailabilityZones = [...zones, ...others];
    return;
  }
  putSecurityGroup(place, groupId, vpcId);
  letOut(place, groupId);
  const name = arn.split('/')[2] ?? '';
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

/** One that is there has a certificate for more names then. */
export function putListener(place: Place, { loadBalancerArn, arn, port, names, taken }: PutListener): void {
  const ListenerArn = arn ?? newListenerArn(place, loadBalancerArn);
  const [, partition = '', , region = '', account = ''] = loadBalancerArn.split(':');
  const CertificateArn = `arn:${partition}:acm:${region}:${account}:certificate/00000000-0000-4000-8000-${loadBalancerArn.slice(-12)}`;
  if (names) putCertificate(place, CertificateArn, names);
  const isThere = listeners(place).find(
    ({ listener: { LoadBalancerArn, Port } }) => LoadBalancerArn === loadBalancerArn && Port === port,
  );
  if (isThere) return;
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
