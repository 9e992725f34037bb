import type * as Api from '@aws-sdk/client-apigatewayv2';
import {
  onAnyResource,
  onResource,
  requestTags,
  resourceTags,
  type Call,
  type RequiredPermission,
  type Rule,
  type Rules,
  type PermissionContext,
} from './required-permission.js';
import { linking } from './roles.js';

type Verb = 'GET' | 'POST' | 'PATCH' | 'DELETE';

const arn = ({ partition, region }: PermissionContext, path: string): string =>
  `arn:${partition}:apigateway:${region}::${path}`;

/** Ids are at every second place of a path. A stage's name is no id. */
const pattern = (arn: string): string =>
  arn.replace(/(\/(?:apis|integrations|routes|vpclinks)\/)[^/]+/g, '$1*').replace(/(\/apimappings\/).+$/, '$1*');

interface Ids {
  readonly ApiId?: string | undefined;
  readonly IntegrationId?: string | undefined;
  readonly RouteId?: string | undefined;
  readonly StageName?: string | undefined;
  readonly VpcLinkId?: string | undefined;
  /** A name, not an id: policies can say it. */
  readonly DomainName?: string | undefined;
  readonly ApiMappingId?: string | undefined;
}

/**
 * API Gateway's actions are HTTP's, on the path of the request. Tags are asked of what has tags: an API, a stage, a
 * VPC link.
 */
const does =
  (verb: Verb, path: string): Rule<Ids> =>
  ({ input, context }) => {
    const filled = path.replace(/\{(\w+)\}/g, (_all, member: keyof Ids) => input[member] ?? '*');
    const itself = arn(context, filled);
    return [onResource(`apigateway:${verb}`, itself, resourceTags(context.tagsOf(itself)), pattern(itself))];
  };

/** Something new in a collection, with tags or without. */
function creates(
  { input, context }: Call<{ readonly Tags?: Record<string, string> | undefined }>,
  path: string,
): RequiredPermission[] {
  const itself = arn(context, path);
  const { Tags: tags = {} } = input;
  const made = onResource('apigateway:POST', itself, requestTags(tags), pattern(itself));
  return Object.keys(tags).length === 0 ? [made] : [made, tagging(itself)];
}

/**
 * The reference does not tell of this action; AWS asks for it whenever something is created with tags, and names the
 * collection: `…is not authorized to perform: apigateway:TagResource on resource: arn:aws:apigateway:us-east-1::/apis/ID/stages`.
 */
const tagging = (collection: string): RequiredPermission =>
  onResource('apigateway:TagResource', collection, {}, pattern(collection));

/**
 * Logs are delivered by CloudWatch Logs, which sets that up as the caller.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
 */
const logging = (settings: Api.AccessLogSettings | undefined): RequiredPermission[] =>
  settings === undefined ? [] : deliveries.map((action) => onAnyResource(`logs:${action}`));
const deliveries = [
  'CreateLogDelivery',
  'DeleteLogDelivery',
  'DescribeResourcePolicies',
  'GetLogDelivery',
  'ListLogDeliveries',
  'PutResourcePolicy',
  'UpdateLogDelivery',
] as const;

const createsStage: Rule<Api.CreateStageRequest> = (call) => [
  ...creates(call, `/apis/${call.input.ApiId}/stages`),
  ...logging(call.input.AccessLogSettings),
];
const updatesStage: Rule<Api.UpdateStageRequest> = (call) => [
  ...does('PATCH', '/apis/{ApiId}/stages/{StageName}')(call),
  ...logging(call.input.AccessLogSettings),
];
const createsVpcLink: Rule<Api.CreateVpcLinkRequest> = (call) => [
  ...creates(call, '/vpclinks'),
  ...linking(call.context, 'ops.apigateway.amazonaws.com'),
];

/** Tags have a path of their own, in which the ARN is one word. */
const retags =
  (verb: Verb): Rule<Api.TagResourceRequest | Api.UntagResourceRequest> =>
  ({ input, context }) => {
    const { ResourceArn = '' } = input;
    const keys = requestTags('Tags' in input ? (input.Tags ?? {}) : {});
    return [
      onResource(
        `apigateway:${verb}`,
        arn(context, `/tags/${encodeURIComponent(ResourceArn)}`),
        keys,
        arn(context, '/tags/*'),
      ),
    ];
  };

/**
 * Amazon API Gateway V2, whose actions are `apigateway:` ones.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html
 */
export const apigatewayv2: Rules = {
  CreateApi: ((call) => creates(call, '/apis')) satisfies Rule<Api.CreateApiRequest>,
  CreateApiMapping: does('POST', '/domainnames/{DomainName}/apimappings'),
  CreateDomainName: ((call) => creates(call, '/domainnames')) satisfies Rule<Api.CreateDomainNameRequest>,
  CreateIntegration: does('POST', '/apis/{ApiId}/integrations'),
  CreateRoute: does('POST', '/apis/{ApiId}/routes'),
  CreateStage: createsStage,
  CreateVpcLink: createsVpcLink,
  DeleteApi: does('DELETE', '/apis/{ApiId}'),
  DeleteApiMapping: does('DELETE', '/domainnames/{DomainName}/apimappings/{ApiMappingId}'),
  DeleteCorsConfiguration: does('DELETE', '/apis/{ApiId}/cors'),
  DeleteDomainName: does('DELETE', '/domainnames/{DomainName}'),
  DeleteIntegration: does('DELETE', '/apis/{ApiId}/integrations/{IntegrationId}'),
  DeleteRoute: does('DELETE', '/apis/{ApiId}/routes/{RouteId}'),
  DeleteStage: does('DELETE', '/apis/{ApiId}/stages/{StageName}'),
  DeleteVpcLink: does('DELETE', '/vpclinks/{VpcLinkId}'),
  GetApi: does('GET', '/apis/{ApiId}'),
  GetApiMapping: does('GET', '/domainnames/{DomainName}/apimappings/{ApiMappingId}'),
  GetApiMappings: does('GET', '/domainnames/{DomainName}/apimappings'),
  GetApis: does('GET', '/apis'),
  GetDomainName: does('GET', '/domainnames/{DomainName}'),
  GetDomainNames: does('GET', '/domainnames'),
  GetIntegration: does('GET', '/apis/{ApiId}/integrations/{IntegrationId}'),
  GetIntegrations: does('GET', '/apis/{ApiId}/integrations'),
  GetRoute: does('GET', '/apis/{ApiId}/routes/{RouteId}'),
  GetRoutes: does('GET', '/apis/{ApiId}/routes'),
  GetStages: does('GET', '/apis/{ApiId}/stages'),
  GetStage: does('GET', '/apis/{ApiId}/stages/{StageName}'),
  GetVpcLink: does('GET', '/vpclinks/{VpcLinkId}'),
  GetVpcLinks: does('GET', '/vpclinks'),
  TagResource: retags('POST'),
  UntagResource: retags('DELETE'),
  UpdateApi: does('PATCH', '/apis/{ApiId}'),
  UpdateApiMapping: does('PATCH', '/domainnames/{DomainName}/apimappings/{ApiMappingId}'),
  UpdateDomainName: does('PATCH', '/domainnames/{DomainName}'),
  UpdateIntegration: does('PATCH', '/apis/{ApiId}/integrations/{IntegrationId}'),
  UpdateRoute: does('PATCH', '/apis/{ApiId}/routes/{RouteId}'),
  UpdateStage: updatesStage,
  UpdateVpcLink: does('PATCH', '/vpclinks/{VpcLinkId}'),
};
