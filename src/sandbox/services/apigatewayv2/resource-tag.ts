import { GetTagsCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-apigatewayv2';
import { on, type Context } from '../../service.js';
import { existingApi } from './api.js';
import { existingDomain } from './domain-name.js';
import { badRequest, required } from './refusals.js';
import { existingStage } from './stage.js';
import { checkedTags, type Tags } from './tags.js';
import { existingVpcLink } from './vpc-link.js';

/**
 * Tags by ARN: of APIs, stages, VPC links and domain names. Integrations and routes have none.
 * Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html
 */
export const resourceTagOperations = [
  on(TagResourceCommand, (input, context) => {
    const row = taggedAt(context, input.ResourceArn);
    row.tags = checkedTags({ ...row.tags, ...input.Tags });
    return {};
  }),

  on(UntagResourceCommand, (input, context) => {
    const row = taggedAt(context, input.ResourceArn);
    const removed = new Set(required(input.TagKeys, 'TagKeys'));
    row.tags = Object.fromEntries(Object.entries(row.tags).filter(([key]) => !removed.has(key)));
    return {};
  }),

  on(GetTagsCommand, (input, context) => ({ Tags: { ...taggedAt(context, input.ResourceArn).tags } })),
];

/**
 * The row behind an ARN, in which there is no account: `arn:aws:apigateway:us-east-1::/apis/abc`,
 * `…::/apis/abc/stages/$default`, `…::/vpclinks/abc`.
 */
function taggedAt(context: Context, resourceArn: string | undefined): { tags: Tags } {
  const arn = required(resourceArn, 'ResourceArn');
  const start = `arn:${context.partition}:apigateway:${context.region}::/`;
  const [kind, id, stages, stage, ...rest] = arn.startsWith(start) ? arn.slice(start.length).split('/') : [];
  if (kind === 'domainnames' && id && stages === undefined) return existingDomain(context, decodeURIComponent(id));
  if (kind === 'vpclinks' && id && stages === undefined) return existingVpcLink(context, id);
  if (kind === 'apis' && id && stages === undefined) return existingApi(context, id);
  if (kind === 'apis' && id && stages === 'stages' && stage && rest.length === 0)
    return existingStage(context, id, stage === '%24default' ? '$default' : stage);
  throw badRequest(`Invalid resource ARN specified: ${arn}`);
}
