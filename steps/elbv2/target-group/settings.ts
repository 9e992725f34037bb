import type { TargetGroup as LiveTargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import { fromPairs } from '../attributes.js';

/** What a target group is made with, and which of its attributes are set. */

type Protocol = 'HTTP' | 'HTTPS';

interface HealthCheck {
  readonly HealthCheckProtocol: Protocol;
  /** `traffic-port`, or a number as a text. */
  readonly HealthCheckPort: string;
  readonly HealthCheckPath: string;
  readonly HealthCheckIntervalSeconds: number;
  readonly HealthCheckTimeoutSeconds: number;
  readonly HealthyThresholdCount: number;
  readonly UnhealthyThresholdCount: number;
  readonly Matcher: { readonly HttpCode: string } | { readonly GrpcCode: string };
}

/** All of them texts, as AWS has its attributes. Those of stickiness are there where it is on. */
interface Attributes {
  readonly 'deregistration_delay.timeout_seconds': string;
  readonly 'load_balancing.algorithm.type': string;
  readonly 'slow_start.duration_seconds': string;
  readonly 'stickiness.enabled': 'true' | 'false';
  readonly 'stickiness.type'?: 'lb_cookie' | 'app_cookie';
  readonly 'stickiness.lb_cookie.duration_seconds'?: string;
  readonly 'stickiness.app_cookie.cookie_name'?: string;
  readonly 'stickiness.app_cookie.duration_seconds'?: string;
}

export interface TargetGroupWant extends HealthCheck, Attributes {
  readonly Name: string;
  readonly Protocol: Protocol;
  /** Absent for HTTP/1.1, which is the default. */
  readonly ProtocolVersion?: string;
  readonly Port: number;
  readonly VpcId: string;
  readonly TargetType: 'ip';
  /** Of somebody else, that leads to it; absent where it is one of the stack. It is not sent. */
  readonly LoadBalancer?: string;
}

export const slowStart = 'slow_start.duration_seconds';
export const algorithm = 'load_balancing.algorithm.type';
const cookieOfBalancer = ['stickiness.lb_cookie.duration_seconds'] as const;
const cookieOfProgram = ['stickiness.app_cookie.cookie_name', 'stickiness.app_cookie.duration_seconds'] as const;
export const attributes = [
  'deregistration_delay.timeout_seconds',
  algorithm,
  slowStart,
  'stickiness.enabled',
  'stickiness.type',
  ...cookieOfBalancer,
  ...cookieOfProgram,
] as const satisfies readonly (keyof Attributes)[];

export const healthCheck = [
  'HealthCheckProtocol',
  'HealthCheckPort',
  'HealthCheckPath',
  'HealthCheckIntervalSeconds',
  'HealthCheckTimeoutSeconds',
  'HealthyThresholdCount',
  'UnhealthyThresholdCount',
  'Matcher',
] as const satisfies readonly (keyof HealthCheck)[];

export const liveGroup = (group: LiveTargetGroup) => ({
  Name: group.TargetGroupName,
  ...(group.ProtocolVersion !== undefined &&
    group.ProtocolVersion !== 'HTTP1' && { ProtocolVersion: group.ProtocolVersion }),
  Port: group.Port,
  VpcId: group.VpcId,
  HealthCheckProtocol: group.HealthCheckProtocol as Protocol | undefined,
  HealthCheckPort: group.HealthCheckPort,
  HealthCheckPath: group.HealthCheckPath,
  HealthCheckIntervalSeconds: group.HealthCheckIntervalSeconds,
  HealthCheckTimeoutSeconds: group.HealthCheckTimeoutSeconds,
  HealthyThresholdCount: group.HealthyThresholdCount,
  UnhealthyThresholdCount: group.UnhealthyThresholdCount,
  Matcher:
    group.Matcher?.GrpcCode === undefined
      ? { HttpCode: group.Matcher?.HttpCode ?? '' }
      : { GrpcCode: group.Matcher.GrpcCode },
});

/** AWS keeps the settings of a stickiness that is off, and of the cookie that is not used. They count for nothing. */
export function liveAttributes(pairs: Parameters<typeof fromPairs>[0]): Partial<Attributes> {
  const all = fromPairs(pairs, attributes);
  const unused =
    all['stickiness.enabled'] !== 'true'
      ? ['stickiness.type', ...cookieOfBalancer, ...cookieOfProgram]
      : all['stickiness.type'] === 'app_cookie'
        ? cookieOfBalancer
        : cookieOfProgram;
  return Object.fromEntries(
    Object.entries(all).filter(([key]) => !unused.some((it) => it === key)),
  ) as Partial<Attributes>;
}

/** The health check of the load balancer. All times are in seconds. */
export interface TargetHealth {
  readonly path: string;
  readonly interval: number;
  readonly timeout: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** Codes that count as healthy, as in `200-299`. */
  readonly matcher: string;
  /** Absent: where requests go. */
  readonly port?: number | undefined;
  /** Absent: as requests are sent. */
  readonly protocol?: 'http' | 'https' | undefined;
}

export interface TargetOptions {
  readonly groupName: string;
  readonly healthCheck: TargetHealth;
  /** Seconds that a task which is leaving may finish its requests in. */
  readonly deregistrationDelay: number;
  /** How a task is chosen. */
  readonly algorithm?: 'round_robin' | 'least_outstanding_requests' | 'weighted_random' | undefined;
  /** Seconds in which a new task gets more and more requests. */
  readonly slowStart?: number | undefined;
  /** Keeps a client at a task: by a cookie of the program, or without one by one of the load balancer. */
  readonly stickiness?: { readonly cookie?: string | undefined; readonly duration: number } | undefined;
  readonly version?: 'http1' | 'http2' | 'grpc' | undefined;
  readonly protocol?: 'http' | 'https' | undefined;
  readonly port?: number;
  /** The ARN of one that exists already, and that leads to it. */
  readonly loadBalancer?: string | undefined;
}

const written = { http: 'HTTP', https: 'HTTPS', http2: 'HTTP2', grpc: 'GRPC' } as const;

export function wantedGroup(VpcId: string, options: TargetOptions): TargetGroupWant {
  const { groupName, healthCheck: health, version = 'http1', protocol = 'http', port = 80 } = options;
  return {
    Name: groupName,
    Protocol: written[protocol],
    ...(version !== 'http1' && { ProtocolVersion: written[version] }),
    Port: port,
    VpcId,
    TargetType: 'ip',
    ...(options.loadBalancer !== undefined && { LoadBalancer: options.loadBalancer }),
    HealthCheckProtocol: written[health.protocol ?? protocol],
    HealthCheckPort: health.port === undefined ? 'traffic-port' : String(health.port),
    HealthCheckPath: health.path,
    HealthCheckIntervalSeconds: health.interval,
    HealthCheckTimeoutSeconds: health.timeout,
    HealthyThresholdCount: health.healthyThreshold,
    UnhealthyThresholdCount: health.unhealthyThreshold,
    Matcher: version === 'grpc' ? { GrpcCode: health.matcher } : { HttpCode: health.matcher },
    ...wantedAttributes(options),
  };
}

const wantedAttributes = ({ deregistrationDelay, stickiness, ...options }: TargetOptions): Attributes => ({
  'deregistration_delay.timeout_seconds': String(deregistrationDelay),
  [algorithm]: options.algorithm ?? 'round_robin',
  [slowStart]: String(options.slowStart ?? 0),
  'stickiness.enabled': stickiness ? 'true' : 'false',
  ...(stickiness && byCookie(stickiness)),
});

const byCookie = ({ cookie, duration }: NonNullable<TargetOptions['stickiness']>): Partial<Attributes> =>
  cookie === undefined
    ? { 'stickiness.type': 'lb_cookie', 'stickiness.lb_cookie.duration_seconds': String(duration) }
    : {
        'stickiness.type': 'app_cookie',
        'stickiness.app_cookie.cookie_name': cookie,
        'stickiness.app_cookie.duration_seconds': String(duration),
      };

/**
 * The attributes to set, in the order of the calls that set them. AWS refuses slow start together with another algorithm than
 * round robin, in a call that says 0 seconds as well, as was seen. So it goes before another algorithm comes, and comes after it
 * has gone.
 * Source: https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3686
 */
export function inOrder(want: TargetGroupWant, changed: readonly string[]): readonly (readonly string[])[] {
  const both = [algorithm, slowStart].every((it) => changed.includes(it));
  const isPlain = want[algorithm] === 'round_robin' && want[slowStart] === '0';
  if (!both || isPlain) return [changed];
  const others = changed.filter((it) => it !== slowStart);
  return want[algorithm] === 'round_robin' ? [others, [slowStart]] : [[slowStart], others];
}
