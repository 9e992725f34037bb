import { plainText } from '../plain-text.js';
import { putListener, putLoadBalancer } from '../sandbox/services/elbv2/put-load-balancer.js';
import type { LookedUp, PlaceOfLookups } from './looked-up.js';

/** A load balancer that reaches all tasks. */
export function putExistingLoadBalancer(place: PlaceOfLookups, { want, out }: LookedUp): void {
  const arn = plainText(want['LoadBalancerArn']);
  const targets = listIn(want['Targets']) as readonly { readonly Subnets?: readonly string[] }[];
  putLoadBalancer(place, {
    ...{
      arn,
      vpcId: plainText(want['VpcId']),
      subnetIds: [...new Set(targets.flatMap(({ Subnets = [] }) => Subnets))],
    },
    groupId: textIn(out, 'groupId') ?? `sg-${arn.slice(-16)}0`,
    dnsName: textIn(out, 'dnsName'),
  });
}

/** Its listener, with a certificate for all names, and the rules that others have there as far as they are known. */
export function putExistingListener(place: PlaceOfLookups, { want, out }: LookedUp): void {
  const port = Number(out?.['port'] ?? want['Port'] ?? 443);
  const isHttps =
    want['IsHttps'] === true || (textIn(out, 'protocol') ?? (port === 443 ? 'HTTPS' : 'HTTP')) === 'HTTPS';
  const names = Object.keys(Object(want['Names']));
  putListener(place, {
    ...{ loadBalancerArn: plainText(want['LoadBalancerArn']), arn: textIn(out, 'listenerArn'), port },
    names: isHttps ? (names.length > 0 ? names : ['example.com']) : undefined,
    taken: listIn(out?.['taken']).map(Number),
  });
}

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textIn = (out: LookedUp['out'], member: string): string | undefined => {
  const value = out?.[member];
  return typeof value === 'string' ? value : undefined;
};
