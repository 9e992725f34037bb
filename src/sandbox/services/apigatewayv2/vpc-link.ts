import { latencies } from '../../../facts/latencies.js';
import {
  CreateVpcLinkCommand,
  DeleteVpcLinkCommand,
  GetVpcLinkCommand,
  GetVpcLinksCommand,
  UpdateVpcLinkCommand,
  type CreateVpcLinkRequest,
  type VpcLink,
} from '@aws-sdk/client-apigatewayv2';
import { refuseBeyond } from '../../quotas.js';
import { on, timer, type Context } from '../../service.js';
import { attachInterface, releaseInterface } from '../ec2/network-interfaces/network-interfaces.js';
import { routesTo } from './integration.js';
import { badRequest, checkName, itemPage, notFound, required } from './refusals.js';
import { integrations, vpcLinks, type VpcLinkRow } from './tables.js';
import { checkedTags } from './tags.js';
import { checkNetwork, type Network } from './vpc-link-network.js';

/**
 * API Gateway's way into a VPC: one network interface in each subnet. It takes minutes to come and to go, and while it
 * goes its interfaces still hold the subnets and the security groups.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
 */
export const vpcLinkOperations = [
  on(CreateVpcLinkCommand, (input, context) => shown(createVpcLink(input, context))),
  on(GetVpcLinkCommand, (input, context) => shown(existingVpcLink(context, input.VpcLinkId))),
  on(GetVpcLinksCommand, (input, context) => {
    const { items, more } = itemPage(vpcLinks(context).all(), ({ link }) => link.VpcLinkId, input);
    return { Items: items.map(shown), ...more };
  }),

  // Subnets and security groups are fixed for life.
  on(UpdateVpcLinkCommand, (input, context) => {
    const row = existingVpcLink(context, input.VpcLinkId);
    if (input.Name === undefined) return shown(row);
    checkName(input.Name);
    row.link.Name = input.Name;
    return shown(row);
  }),

  on(DeleteVpcLinkCommand, (input, context) => {
    const { link } = existingVpcLink(context, input.VpcLinkId);
    if (link.VpcLinkStatus === 'DELETING') return {};
    refuseWhileReferenced(context, link.VpcLinkId);
    link.VpcLinkStatus = 'DELETING';
    link.VpcLinkStatusMessage = 'VPC link is deprovisioning ENIs';
    context.after(latencies['vpc-link deleted'].usual, vpcLinkGone, { vpcLinkId: link.VpcLinkId });
    return {};
  }),
];

interface Args {
  readonly vpcLinkId: string;
}

const vpcLinkReady = timer<Args>('apigatewayv2/vpc-link-ready', (context, { vpcLinkId }) => {
  const link = vpcLinks(context).get(vpcLinkId)?.link;
  if (link?.VpcLinkStatus !== 'PENDING') return;
  link.VpcLinkStatus = 'AVAILABLE';
  link.VpcLinkStatusMessage = 'VPC link is ready to route traffic';
});

const vpcLinkGone = timer<Args>('apigatewayv2/vpc-link-gone', (context, { vpcLinkId }) => {
  for (const id of vpcLinks(context).get(vpcLinkId)?.networkInterfaceIds ?? []) releaseInterface(context, id);
  vpcLinks(context).delete(vpcLinkId);
});

export const vpcLinkTimers = [vpcLinkReady, vpcLinkGone];

/** @throws AwsError `NotFoundException` */
export function existingVpcLink(context: Context, id: string | undefined): VpcLinkRow {
  const row = vpcLinks(context).get(required(id, 'VpcLinkId'));
  if (!row) throw notFound(`Unable to find VPC link with ID ${id ?? ''}`);
  return row;
}

const shown = ({ link, tags }: VpcLinkRow): VpcLink => ({ ...link, Tags: tags });

function createVpcLink(input: CreateVpcLinkRequest, context: Context): VpcLinkRow {
  const Name = required(input.Name, 'Name');
  checkName(Name);
  const network = { SubnetIds: input.SubnetIds ?? [], SecurityGroupIds: input.SecurityGroupIds ?? [] };
  checkNetwork(network, context);
  const tags = checkedTags(input.Tags);
  const exceeded = (quota: number) => `There are too many Vpc Links defined for this account. Limit is ${quota}.`;
  refuseBeyond(context, 'vpc-links', vpcLinks(context).size + 1, exceeded);

  const VpcLinkId = context.world.hex(6);
  const link = {
    CreatedDate: context.now,
    Name,
    ...network,
    VpcLinkId,
    VpcLinkStatus: 'PENDING',
    VpcLinkStatusMessage: 'VPC link is provisioning ENIs',
    VpcLinkVersion: 'V2',
  } as const;
  const row = { link, networkInterfaceIds: attachInterfaces(VpcLinkId, network, context), tags };
  vpcLinks(context).set(VpcLinkId, row);
  context.after(latencies['vpc-link available'].usual, vpcLinkReady, { vpcLinkId: VpcLinkId });
  return row;
}

const attachInterfaces = (vpcLinkId: string, { SubnetIds, SecurityGroupIds }: Network, context: Context) =>
  SubnetIds.map((subnetId) => {
    const made = attachInterface(context, {
      subnetId,
      groupIds: SecurityGroupIds,
      description: `VPC Link Interface for [${vpcLinkId}]`,
      interfaceType: 'api_gateway_managed',
      requesterId: 'amazon-apigateway',
    });
    return made.NetworkInterfaceId;
  });

/** Worded as in https://github.com/hashicorp/terraform-provider-aws/issues/12195; the model declares no such error. */
function refuseWhileReferenced(context: Context, id: string): void {
  const users = integrations(context).all(({ integration }) => integration.ConnectionId === id);
  const references = users.flatMap(({ apiId, integration: { IntegrationId, IntegrationMethod = 'ANY' } }) => {
    const routed = routesTo(context, apiId, IntegrationId).map(({ route }) => route.RouteId);
    return (routed.length > 0 ? routed : [IntegrationId]).map((resource) => `${IntegrationMethod}:${resource}`);
  });
  if (references.length > 0) {
    const list = `[${references.join(', ')}] in format of [Method:Resource]`;
    throw badRequest(`Cannot delete vpc link. Vpc link '${id}', is referenced in ${list}.`);
  }
}
