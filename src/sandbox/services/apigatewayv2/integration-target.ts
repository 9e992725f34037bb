import type { Integration } from '@aws-sdk/client-apigatewayv2';
import type { Context } from '../../service.js';
import { listeners } from '../elbv2/tables.js';
import { services } from '../servicediscovery/tables.js';
import { badRequest, required } from './refusals.js';
import { vpcLinks } from './tables.js';

/**
 * Checks that what an integration points at can be reached the way it says: over the internet by URL, or over a VPC
 * link by the ARN of a Cloud Map service or of a load balancer's listener. A pending link is good enough.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 * @throws AwsError `BadRequestException`
 */
export function checkTarget(integration: Partial<Integration>, context: Context): void {
  const uri = required(integration.IntegrationUri, 'IntegrationUri');
  if (integration.ConnectionType !== 'VPC_LINK') {
    if (integration.ConnectionId !== undefined) throw badRequest('ConnectionId is supported for VPC_LINK only.');
    if (!/^https?:\/\/[^\s/]+/.test(uri)) throw badRequest('Invalid HTTP endpoint specified for URI');
    return;
  }
  const link = vpcLinks(context).get(required(integration.ConnectionId, 'ConnectionId'))?.link;
  if (!link || link.VpcLinkStatus === 'DELETING')
    throw badRequest(`Unable to find VPC link with ID ${integration.ConnectionId ?? ''}`);
  if (!isListener(uri, context)) checkCloudMapService(uri, context);
  else if (!listeners(context).has(uri)) throw badRequest(`Unable to find listener ${uri}`);
}

function isListener(uri: string, context: Context): boolean {
  const [start, listener] = split(uri, arnStart(context, 'elasticloadbalancing'));
  return start && /^listener\/(app|net)\/[\w-]+\/[0-9a-f]+\/[0-9a-f]+$/.test(listener);
}

/** Attributes to select instances by may follow the ARN, as a query string. */
function checkCloudMapService(uri: string, context: Context): void {
  const [start, service] = split(uri, arnStart(context, 'servicediscovery'));
  const id = start ? /^service\/(srv-[a-z0-9]+)(\?.+)?$/.exec(service)?.[1] : undefined;
  if (id === undefined)
    throw badRequest(
      'For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.',
    );
  if (!services(context).has(id)) throw badRequest(`Unable to find Cloud Map service ${id}`);
}

const arnStart = ({ partition, region, account }: Context, service: string) =>
  `arn:${partition}:${service}:${region}:${account}:`;

const split = (arn: string, start: string) => [arn.startsWith(start), arn.slice(start.length)] as const;
