import { TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-apigatewayv2';
import type { Cloud, Tags } from '../../src/step.js';
import { isAny, type TagKeys } from '../common/tags.js';

/**
 * @param path of the resource in API Gateway, e.g. `/apis/a1b2c3` or `/vpclinks/d4e5f6`; its ARNs have no account.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
 */
export async function retagApiGateway(cloud: Cloud, path: string, set: Tags, remove: TagKeys): Promise<void> {
  const { apigatewayv2, partition, region } = cloud;
  const ResourceArn = `arn:${partition}:apigateway:${region}::${path}`;
  if (isAny(set)) await apigatewayv2.send(new TagResourceCommand({ ResourceArn, Tags: set }));
  if (remove.length > 0) await apigatewayv2.send(new UntagResourceCommand({ ResourceArn, TagKeys: [...remove] }));
}
