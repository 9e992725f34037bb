import { CreateServiceLinkedRoleCommand, type CreateServiceLinkedRoleRequest } from '@aws-sdk/client-iam';
import { isKnown, spread } from '../../delays.js';
import { AwsError, on, type Context } from '../../service.js';
import { present } from './constraint.js';
import { addRole, shown } from './role.js';
import { roles, type RoleRow } from './tables.js';

/** Roles that AWS services themselves act with, one per service and account. Nothing here deletes one. */
export const serviceLinkedRoleOperations = [
  on(CreateServiceLinkedRoleCommand, (input, context) => ({ Role: shown(createServiceLinkedRole(input, context)) })),
];

/**
 * The services whose role the sandbox can make, and its name.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
const known: { readonly [service: string]: string | undefined } = {
  'ecs.amazonaws.com': 'AWSServiceRoleForECS',
  'ecs.application-autoscaling.amazonaws.com': 'AWSServiceRoleForApplicationAutoScaling_ECSService',
  'elasticloadbalancing.amazonaws.com': 'AWSServiceRoleForElasticLoadBalancing',
  'autoscaling.amazonaws.com': 'AWSServiceRoleForAutoScaling',
  'ops.apigateway.amazonaws.com': 'AWSServiceRoleForAPIGateway',
  'spot.amazonaws.com': 'AWSServiceRoleForEC2Spot',
};

/** Auto Scaling alone, among these, lets an account have several: their names end in a suffix. */
const suffixable = new Set(['autoscaling.amazonaws.com']);

function createServiceLinkedRole(input: CreateServiceLinkedRoleRequest, context: Context): RoleRow {
  const service = present(input.AWSServiceName, 'aWSServiceName');
  const base = known[service];
  if (base === undefined)
    throw new AwsError('NotImplemented', `the sandbox knows no service-linked role for ${service}`, { status: 501 });
  if (input.CustomSuffix !== undefined && !suffixable.has(service))
    throw new AwsError('InvalidInputException', `Custom suffix is not allowed for ${service}`);
  const RoleName = input.CustomSuffix === undefined ? base : `${base}_${input.CustomSuffix}`;
  if (roles(context).has(RoleName))
    throw new AwsError(
      'InvalidInputException',
      `Service role name ${RoleName} has been taken in this account, please try a different suffix.`,
    );
  return addLinkedRole(context, service, RoleName, input.Description);
}

const addLinkedRole = (context: Context, service: string, RoleName: string, Description?: string): RoleRow =>
  addRole(context, {
    RoleName,
    Path: `/aws-service-role/${service}/`,
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    }),
    MaxSessionDuration: 3600,
    ...(Description !== undefined && { Description }),
  });

/**
 * Makes a service's role where the account has none: a service does so when it is first used. It can assume the role some
 * seconds later.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-service-linked-role.html
 * @returns its ARN
 */
export function makeLinkedRole(context: Context, service: string): string {
  const name = known[service] ?? '';
  if (!roles(context).has(name)) {
    addLinkedRole(context, service, name);
    spread(context, 'service-linked-role', service);
  }
  return `arn:${context.partition}:iam::${context.account}:role/aws-service-role/${service}/${name}`;
}

const ofEcs = 'ecs.amazonaws.com';

/**
 * ECS makes its role when it is first used in an account, and can assume it some seconds later.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html,
 * https://github.com/aws/containers-roadmap/issues/2614
 */
export const makeRoleOfEcs = (context: Context): void => void makeLinkedRole(context, ofEcs);

/** Whether the role is there, and ECS can assume it by now. */
export const canUseRoleOfEcs = (context: Context): boolean =>
  roles(context).has(known[ofEcs] ?? '') && isKnown(context, 'service-linked-role', ofEcs);
