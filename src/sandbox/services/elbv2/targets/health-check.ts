import type { CreateTargetGroupInput, Matcher, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import { validationError, within } from '../refusals.js';

/** What can be changed of a target group once it is made. */
export type HealthCheck = Pick<
  CreateTargetGroupInput,
  | 'HealthCheckEnabled'
  | 'HealthCheckProtocol'
  | 'HealthCheckPort'
  | 'HealthCheckPath'
  | 'HealthCheckIntervalSeconds'
  | 'HealthCheckTimeoutSeconds'
  | 'HealthyThresholdCount'
  | 'UnhealthyThresholdCount'
  | 'Matcher'
>;

const defaults = {
  HealthCheckEnabled: true,
  HealthCheckProtocol: 'HTTP',
  HealthCheckPort: 'traffic-port',
  HealthCheckPath: '/',
  HealthCheckIntervalSeconds: 30,
  HealthCheckTimeoutSeconds: 5,
  HealthyThresholdCount: 5,
  UnhealthyThresholdCount: 2,
  Matcher: { HttpCode: '200' },
} as const satisfies HealthCheck;

/** Of gRPC services: a method that none of them has, which is answered with "not implemented". */
const ofGrpc = { HealthCheckPath: '/AWS.ALB/healthcheck', Matcher: { GrpcCode: '12' } } as const satisfies HealthCheck;

/**
 * How a target group of addresses or instances checks them: what was asked for, over what it did before, over what
 * an application load balancer does unless told.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 * @param version `GRPC` has codes of its own
 * @throws AwsError `ValidationError`
 */
export function checkedHealthCheck(
  input: HealthCheck,
  version: string | undefined,
  before: TargetGroup = {},
): Required<HealthCheck> {
  const isGrpc = version === 'GRPC';
  const it = { ...defaults, ...(isGrpc && ofGrpc), ...settingsIn(before), ...settingsIn(input) };
  if (!it.HealthCheckEnabled)
    throw validationError("Health check enabled must be true for target groups with target type 'instance' or 'ip'");
  if (it.HealthCheckProtocol !== 'HTTP' && it.HealthCheckProtocol !== 'HTTPS')
    throw validationError(`Health check protocol '${it.HealthCheckProtocol}' is not valid for HTTP target groups`);
  if (it.HealthCheckPort !== 'traffic-port') within(Number(it.HealthCheckPort), [1, 65_535], 'Health check port');
  if (!/^\/\S{0,1023}$/.test(it.HealthCheckPath))
    throw validationError(`Health check path '${it.HealthCheckPath}' must begin with a '/' character`);
  within(it.HealthCheckIntervalSeconds, [5, 300], 'Health check interval');
  within(it.HealthCheckTimeoutSeconds, [2, 120], 'Health check timeout');
  if (it.HealthCheckTimeoutSeconds >= it.HealthCheckIntervalSeconds)
    throw validationError('Health check interval must be greater than the timeout.');
  within(it.HealthyThresholdCount, [2, 10], 'Healthy threshold count');
  within(it.UnhealthyThresholdCount, [2, 10], 'Unhealthy threshold count');
  checkMatcher(it.Matcher, isGrpc);
  return it;
}

/**
 * One code, several, or a range: `200`, `200,202`, `200-299`. A group has codes of HTTP or of gRPC.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html
 */
function checkMatcher({ HttpCode, GrpcCode }: Matcher, isGrpc: boolean): void {
  const [what, text, odd] = isGrpc ? (['GRPC', GrpcCode, HttpCode] as const) : (['HTTP', HttpCode, GrpcCode] as const);
  if (odd !== undefined)
    throw validationError(`Health check matcher must have ${what} codes for this protocol version`);
  const [least, most] = isGrpc ? [0, 99] : [200, 499];
  const isForm = /^\d{1,3}(-\d{1,3})?(,\d{1,3}(-\d{1,3})?)*$/.test(text ?? '');
  if (!isForm || (text ?? '').split(/[,-]/).some((code) => Number(code) < least || Number(code) > most))
    throw validationError(
      `Health check matcher ${what} code '${text ?? ''}' must be within '${least}-${most}' inclusive`,
    );
}

const settingsIn = (input: HealthCheck): Partial<Required<HealthCheck>> =>
  Object.fromEntries(
    Object.entries(input).filter(([member, value]) => Object.hasOwn(defaults, member) && value !== undefined),
  );
