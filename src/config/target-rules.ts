import { balancerOf, existingBalancerOf } from './placement.js';
import type { Finding } from './finding.js';
import { areCodesWithin } from './health-codes.js';
import type { Path } from './member-path.js';
import { portsOf, type PortMembers } from './service-ports.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** The rules within the target of a service, and between it and the ingress. */
type Checked = ValidPart<Shape>;
type Target = NonNullable<PortMembers['target']>;

/** @param find what is wrong with one target, which is at `at` */
const inTargets = (config: Checked, find: (target: Target, at: Path) => Finding[]): Finding[] =>
  portsOf(config).flatMap(({ at, members: { target } }) => (target ? find(target, [...at, 'target']) : []));

export const targetTimeoutNotWithinInterval = (config: Checked): Finding[] =>
  inTargets(config, ({ health }, path) => {
    const { interval, timeout } = health ?? {};
    if (interval === undefined || timeout === undefined || timeout < interval) return [];
    const at = [...path, 'health'];
    return [
      {
        at: [
          [...at, 'timeout'],
          [...at, 'interval'],
        ],
        message: `the timeout (${timeout} s) is not shorter than the interval between two checks (${interval} s)`,
        hint: `a timeout of at most ${interval - 1}, or an interval of at least ${timeout + 1}`,
      },
    ];
  });

/**
 * A load balancer sends HTTP/2 and gRPC on only from an HTTPS listener.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export const versionWithoutTls = (config: Checked): Finding[] =>
  inTargets(config, ({ version }, at) => {
    const { ingress } = config;
    if (version === undefined || version === 'http1' || balancerOf(config) === undefined) return [];
    // The listener of a load balancer that exists already is looked at before anything is made.
    if (existingBalancerOf(config) || (ingress?.type === 'alb' && ingress.domain)) return [];
    const isApi = ingress?.type === 'http-api';
    return [
      {
        at: [[...at, 'version']],
        message: isApi
          ? `${version} needs HTTPS at the load balancer, and the HTTP API calls it by HTTP`
          : `${version} needs HTTPS at the load balancer, and it has no domain`,
        hint: isApi
          ? 'set ingress.type to "alb", with a `domain`, or leave it out'
          : 'add `ingress.domain`, or leave it out',
        restsOn: [[...at, 'version'], ['ingress']],
      },
    ];
  });

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
export const grpcPathOfNoMethod = (config: Checked): Finding[] =>
  inTargets(config, ({ version, health }, at) => {
    if (version !== 'grpc' || health?.path === undefined || /^\/[^/]+\/[^/]+$/.test(health.path)) return [];
    return [
      {
        at: [[...at, 'health', 'path']],
        message: `${health.path} is no method of a gRPC service`,
        hint: 'write it as in /package.service/method',
        other: [...at, 'version'],
      },
    ];
  });

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html */
export const codesOutOfBounds = (config: Checked): Finding[] =>
  inTargets(config, ({ version, health }, at) => {
    if (health?.codes === undefined || version === undefined) return [];
    const [least, most] = version === 'grpc' ? [0, 99] : [200, 499];
    if (areCodesWithin(health.codes, least, most)) return [];
    return [
      {
        at: [[...at, 'health', 'codes']],
        message: `${JSON.stringify(health.codes)} has codes that are not from ${least} to ${most}`,
        hint: version === 'grpc' ? 'codes of gRPC, as in "0" or "0,12"' : 'as in "200-299"',
      },
    ];
  });

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html */
export const slowStartOfOthers = (config: Checked): Finding[] =>
  inTargets(config, ({ algorithm, slowStart }, at) => {
    if (slowStart === undefined || algorithm === undefined || algorithm === 'round_robin') return [];
    return [
      {
        at: [[...at, 'slowStart']],
        message: `a task cannot start slowly where tasks are chosen by ${algorithm}`,
        hint: 'remove it, or set the algorithm to round_robin',
        other: [...at, 'algorithm'],
      },
    ];
  });
