import type {
  Api,
  ApiMapping,
  Deployment,
  DomainNameConfiguration,
  Integration,
  Route,
  Stage,
  VpcLink,
} from '@aws-sdk/client-apigatewayv2';
import { regional } from '../../service.js';
import type { Tags } from './tags.js';

/** The SDK's type of a resource, in which the members that the sandbox always fills in are required. */
type With<T, Member extends keyof T> = T & { [M in Member]-?: NonNullable<T[M]> };

export interface ApiRow {
  api: With<Omit<Api, 'Tags'>, 'ApiId'>;
  tags: Tags;
}
/** Every API of the region, by its id. */
export const apis = regional<ApiRow>('apigatewayv2/apis');

/** What belongs to an API is keyed by `childKey`. */
export interface ApiChildRow {
  apiId: string;
}
export const childKey = (apiId: string, id: string) => `${apiId}/${id}`;

export interface IntegrationRow extends ApiChildRow {
  integration: With<Integration, 'IntegrationId'>;
}
export const integrations = regional<IntegrationRow>('apigatewayv2/integrations');

export interface RouteRow extends ApiChildRow {
  route: With<Route, 'RouteId' | 'RouteKey'>;
}
export const routes = regional<RouteRow>('apigatewayv2/routes');

export interface DeploymentRow extends ApiChildRow {
  deployment: With<Deployment, 'DeploymentId'>;
}
export const deployments = regional<DeploymentRow>('apigatewayv2/deployments');

export interface StageRow extends ApiChildRow {
  stage: With<Omit<Stage, 'Tags'>, 'StageName'>;
  tags: Tags;
}
export const stages = regional<StageRow>('apigatewayv2/stages');

export interface VpcLinkRow {
  link: With<Omit<VpcLink, 'Tags'>, 'VpcLinkId' | 'SubnetIds' | 'SecurityGroupIds'>;
  /** One for each subnet, from the beginning until the link is gone. */
  networkInterfaceIds: string[];
  tags: Tags;
}
/** Every VPC link of the region, by its id. */
export const vpcLinks = regional<VpcLinkRow>('apigatewayv2/vpc-links');

export interface DomainNameRow {
  /** In small letters. */
  readonly name: string;
  readonly configuration: With<DomainNameConfiguration, 'CertificateArn'>;
  /** The ARN of the load balancer of AWS's own that answers for it. */
  readonly frontEnd: string;
  tags: Tags;
}
/** Every custom domain name of the region, by its name. */
export const domainNames = regional<DomainNameRow>('apigatewayv2/domain-names');

export interface ApiMappingRow {
  readonly domainName: string;
  readonly mapping: With<ApiMapping, 'ApiMappingId' | 'ApiMappingKey'>;
}
/** Every mapping, by `childKey` of its domain and its id. */
export const apiMappings = regional<ApiMappingRow>('apigatewayv2/api-mappings');
