import type { ServiceQuota } from '@aws-sdk/client-service-quotas';
import { quotaNames, quotas, type QuotaName } from '../../../facts/quotas.js';
import { quotaIn } from '../../quotas.js';
import { AwsError, type Context } from '../../service.js';

/** Services as Service Quotas names them. Source: `aws service-quotas list-services` */
const serviceNames: { readonly [code: string]: string } = {
  AWSCloudMap: 'AWS Cloud Map',
  apigateway: 'Amazon API Gateway',
  autoscaling: 'Amazon EC2 Auto Scaling',
  ec2: 'Amazon Elastic Compute Cloud (Amazon EC2)',
  ecr: 'Amazon Elastic Container Registry (Amazon ECR)',
  ecs: 'Amazon Elastic Container Service (Amazon ECS)',
  elasticloadbalancing: 'Elastic Load Balancing (ELB)',
  fargate: 'AWS Fargate',
  iam: 'AWS Identity and Access Management (IAM)',
  vpc: 'Amazon Virtual Private Cloud (Amazon VPC)',
};

/** IAM's quotas are in Service Quotas of one region only. */
const isListed = ({ region }: Context, name: QuotaName): boolean =>
  quotas[name].code !== undefined && (!quotas[name].isGlobal || region === 'us-east-1');

/** @throws AwsError `NoSuchResourceException` for a service that has no quotas here */
export function quotasOf(context: Context, serviceCode: string | undefined): QuotaName[] {
  if (serviceCode === undefined || !Object.hasOwn(serviceNames, serviceCode))
    throw noSuch(`service ${serviceCode ?? ''}`);
  return quotaNames.filter((name) => quotas[name].serviceCode === serviceCode && isListed(context, name));
}

/** @throws AwsError `NoSuchResourceException` */
export function existingQuota(context: Context, serviceCode: string | undefined, code: string | undefined): QuotaName {
  const name = quotasOf(context, serviceCode).find((it) => quotas[it].code === code);
  if (name === undefined) throw noSuch(`quota ${code ?? ''} of ${serviceCode ?? ''}`);
  return name;
}

const noSuch = (what: string) =>
  new AwsError('NoSuchResourceException', `The request failed because there is no ${what}.`);

/** A quota as it counts for this account. */
export const applied = (context: Context, name: QuotaName): ServiceQuota =>
  shown(context, name, quotaIn(context, name));
/** A quota as AWS gives it to every account. */
export const byDefault = (context: Context, name: QuotaName): ServiceQuota => shown(context, name, quotas[name].value);

function shown(context: Context, name: QuotaName, Value: number): ServiceQuota {
  const { serviceCode, code = '', name: QuotaName, adjustable, isGlobal = false } = quotas[name];
  return {
    ServiceCode: serviceCode,
    ServiceName: serviceNames[serviceCode],
    QuotaArn: `arn:${context.partition}:servicequotas:${context.region}:${context.account}:${serviceCode}/${code}`,
    QuotaCode: code,
    QuotaName,
    Value,
    Unit: 'None',
    Adjustable: adjustable,
    GlobalQuota: isGlobal,
    QuotaAppliedAtLevel: 'ACCOUNT',
  };
}
