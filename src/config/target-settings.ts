import type { PortMembers } from './service-ports.js';

/** What of a target follows from its other members. Rules and steps both take it from here. */
type Target = NonNullable<PortMembers['target']>;

/**
 * The check that AWS makes of gRPC services which have no method for it: 12, not implemented, shows that something answers.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
const grpcPath = '/AWS.ALB/healthcheck';

const isGrpc = (target: Target | undefined): boolean => target?.version === 'grpc';

export const healthPathOf = (target: Target): string => target.health?.path ?? (isGrpc(target) ? grpcPath : '/');

export function healthCodesOf(target: Target): string {
  const { codes, path } = target.health ?? {};
  if (codes !== undefined) return codes;
  if (!isGrpc(target)) return '200-299';
  return path === undefined || path === grpcPath ? '12' : '0';
}

/**
 * What version and protocol add to the name of a target group. Neither can be changed of one that is there, so the other one gets
 * another name, and takes its place.
 */
export const targetNameSuffix = (target: Target | undefined): string =>
  [
    ...(target?.version === undefined || target.version === 'http1' ? [] : [`-${target.version}`]),
    ...(target?.protocol === 'https' ? ['-tls'] : []),
  ].join('');
