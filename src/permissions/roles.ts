import { ec2Principal } from '../aws/principals.js';
import { onResource, type RequiredPermission, type PermissionContext } from './required-permission.js';

/** What is asked of IAM where a service is to act with a role. */

export const roleArn = ({ partition, account }: PermissionContext, name: string): string =>
  `arn:${partition}:iam::${account}:role/${name}`;

/**
 * Handing a role over to a service.
 * @param role its ARN
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export const passing = (role: string, service: string): RequiredPermission =>
  onResource('iam:PassRole', role, { 'iam:PassedToService': service });

/**
 * The role in an instance profile, which instances get.
 * @param profile its name
 */
export function passingProfile(around: PermissionContext, profile: string | undefined): RequiredPermission[] {
  const role = profile === undefined ? undefined : around.roleIn(profile);
  return role === undefined ? [] : [passing(roleArn(around, role), ec2Principal(around.partition))];
}

/** The name in `{ Name }` or `{ Arn }`, as requests call an instance profile. */
export const profileName = (
  profile: { Name?: string | undefined; Arn?: string | undefined } | undefined,
): string | undefined => profile?.Name ?? profile?.Arn?.split('/').at(-1);

/** By service. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html */
const linked = {
  'ecs.amazonaws.com': 'AWSServiceRoleForECS',
  'elasticloadbalancing.amazonaws.com': 'AWSServiceRoleForElasticLoadBalancing',
  'autoscaling.amazonaws.com': 'AWSServiceRoleForAutoScaling',
  'ecs.application-autoscaling.amazonaws.com': 'AWSServiceRoleForApplicationAutoScaling_ECSService',
  'ops.apigateway.amazonaws.com': 'AWSServiceRoleForAPIGateway',
} as const;

/**
 * A service makes its own role in an account the first time that it is used there, with the caller's permission.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-service-linked-role.html
 */
export function linking(around: PermissionContext, service: keyof typeof linked): RequiredPermission[] {
  const name = linked[service];
  if (around.hasRole(name)) return [];
  return [
    onResource('iam:CreateServiceLinkedRole', roleArn(around, `aws-service-role/${service}/${name}`), {
      'iam:AWSServiceName': service,
    }),
  ];
}
