import type { CreateTargetGroupInput, Matcher, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import { notInSandbox, validationError, within } from '../refusals.js';

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

/**
 * How a target group of addresses or instances checks them: what was asked for, over what it did before, over what
 * an application load balancer does unless told.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 * @throws AwsError `ValidationError`, 501
 */
export function checkedHealthCheck(input: HealthCheck, before: TargetGroup = {}): Required<HealthCheck> {
  const it = { ...defaults, ...settingsIn(before), ...settingsIn(input) };
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
  checkMatcher(it.Matcher);
  return it;
}

/** One code, several, or a range: `200`, `200,202`, `200-299`. */
function checkMatcher({ HttpCode, GrpcCode }: Matcher): void {
  if (GrpcCode !== undefined) throw notInSandbox('gRPC');
  const codes = (HttpCode ?? '').split(/[,-]/);
  const isForm = /^\d{3}(-\d{3})?(,\d{3}(-\d{3})?)*$/.test(HttpCode ?? '');
  if (!isForm || codes.some((code) => Number(code) < 200 || Number(code) > 499))
    throw validationError(`Health check matcher HTTP code '${HttpCode ?? ''}' must be within '200-499' inclusive`);
}

const settingsIn = (input: HealthCheck): Partial<Required<HealthCheck>> =>
  Object.fromEntries(
    Object.entries(input).filter(([member, value]) => Object.hasOwn(defaults, member) && value !== undefined),
  );
