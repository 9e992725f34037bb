import type * as Sts from '@aws-sdk/client-sts';
import { iamAction } from '../aws/names.js';
import { serviceEntry, type ServiceId } from '../aws/services.js';
import { acm } from './acm.js';
import { apigatewayv2 } from './apigatewayv2.js';
import { applicationautoscaling } from './applicationautoscaling.js';
import { autoscaling } from './autoscaling.js';
import {
  onAnyResource,
  onResource,
  readOnly,
  type Call,
  type RequiredPermission,
  type Rules,
  type PermissionContext,
} from './required-permission.js';
import { ec2 } from './ec2.js';
import { ecr } from './ecr.js';
import { ecs } from './ecs.js';
import { efs } from './efs.js';
import { elbv2 } from './elbv2.js';
import { iam } from './iam.js';
import { logs } from './logs.js';
import { route53 } from './route53.js';
import { s3 } from './s3.js';
import { scheduler } from './scheduler.js';
import { secretsmanager } from './secretsmanager.js';
import { servicediscovery } from './servicediscovery.js';
import { servicequotas } from './servicequotas.js';
import { ssm } from './ssm.js';

/** STS answers everybody who they are. Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const sts: Rules = {
  AssumeRole: ({ operation, input }: Call<Sts.AssumeRoleRequest>) => [
    onResource(`sts:${operation}`, input.RoleArn ?? '*'),
  ],
  DecodeAuthorizationMessage: readOnly('sts'),
  GetCallerIdentity: () => [],
};

/** It looks through a whole region. Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonresourcegrouptaggingapi.html */
const tagging: Rules = { GetResources: () => [onAnyResource('tag:GetResources')] };

/** By the services' ids. One that is not among them has no rules yet: see `demandsOf`. */
const rules: { readonly [service in ServiceId]?: Rules } = {
  acm,
  apigatewayv2,
  applicationautoscaling,
  autoscaling,
  ec2,
  ecr,
  ecs,
  efs,
  elbv2,
  iam,
  logs,
  route53,
  s3,
  scheduler,
  secretsmanager,
  servicediscovery,
  servicequotas,
  ssm,
  sts,
  tagging,
};
const byService = new Map<string, Rules>(Object.entries(rules));

/**
 * What IAM is asked before an operation is done: all of it must be allowed. Of a service that has no rules here, each
 * operation takes the action of its own name, on everything, which is IAM's own habit. A test names such services.
 * @param service as clients call it: `elbv2`
 * @returns undefined for an operation that nothing is known of here
 */
export function requiredPermissions(
  service: string,
  operation: string,
  input: object,
  context: PermissionContext,
): readonly RequiredPermission[] | undefined {
  const known = byService.get(service);
  if (!known && serviceEntry(service)) return [onAnyResource(iamAction(service, operation))];
  const rule = known?.[operation];
  return rule?.({ operation, input, context } as Call<never>);
}

/** Whether it is known what an operation asks of IAM. */
export const isKnown = (service: string, operation: string): boolean =>
  byService.get(service)?.[operation] !== undefined;
