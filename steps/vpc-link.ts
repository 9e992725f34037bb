import {
  CreateVpcLinkCommand,
  DeleteVpcLinkCommand,
  GetVpcLinkCommand,
  GetVpcLinksCommand,
  UpdateVpcLinkCommand,
} from '@aws-sdk/client-apigatewayv2';
import { broken, pending, ready, required, resource, step, type StepOf } from '../src/step.js';
import { pages } from './pages.js';
import { retagApiGateway } from './retag.js';
import type { SecurityGroup } from './security-group.js';
import type { Subnet } from './subnet.js';
import { isOurs } from './tags.js';

interface VpcLinkWant {
  readonly Name: string;
  readonly SubnetIds: string[];
  readonly SecurityGroupIds: string[];
}

export const vpcLinkResource = resource({
  type: 'vpc-link',
  fixed: ['SubnetIds', 'SecurityGroupIds'],
  replace: 'create-first',
  deadline: { create: 900, delete: 900 },

  async create({ apigatewayv2, tags }, { Name, SubnetIds, SecurityGroupIds }: VpcLinkWant) {
    const made = await apigatewayv2.send(new CreateVpcLinkCommand({ Name, SubnetIds, SecurityGroupIds, Tags: tags }));
    return required(made.VpcLinkId, 'VpcLinkId');
  },

  // By its network too: the link that is being replaced has the same tags.
  async find(cloud, { SubnetIds, SecurityGroupIds }) {
    const links = await pages(async (NextToken) => {
      const answer = await cloud.apigatewayv2.send(new GetVpcLinksCommand({ NextToken }));
      return { items: answer.Items, next: answer.NextToken };
    });
    const link = links.find(
      (it) =>
        it.VpcLinkStatus !== 'DELETING' &&
        isOurs(cloud, it.Tags) &&
        sameIds(it.SubnetIds, SubnetIds) &&
        sameIds(it.SecurityGroupIds, SecurityGroupIds),
    );
    return link && { id: required(link.VpcLinkId, 'VpcLinkId'), tags: link.Tags };
  },

  // Its network cannot change, so it cannot drift. INACTIVE: unused for 60 days, and woken by the next request.
  async read({ apigatewayv2 }, vpcLinkId) {
    const link = await apigatewayv2.send(new GetVpcLinkCommand({ VpcLinkId: vpcLinkId }));
    if (link.VpcLinkStatus === 'FAILED') return broken(link.VpcLinkStatusMessage);
    if (link.VpcLinkStatus !== 'AVAILABLE' && link.VpcLinkStatus !== 'INACTIVE')
      return pending(link.VpcLinkStatusMessage ?? `the link is ${link.VpcLinkStatus}`);
    return ready({ vpcLinkId }, { Name: link.Name }, { tags: link.Tags ?? {} });
  },

  async update({ apigatewayv2 }, VpcLinkId, { Name }) {
    await apigatewayv2.send(new UpdateVpcLinkCommand({ VpcLinkId, Name }));
  },

  async retag(cloud, vpcLinkId, set, remove) {
    await retagApiGateway(cloud, `/vpclinks/${vpcLinkId}`, set, remove);
  },

  async delete({ apigatewayv2 }, VpcLinkId) {
    await apigatewayv2.send(new DeleteVpcLinkCommand({ VpcLinkId }));
  },
});
export type VpcLink = StepOf<typeof vpcLinkResource>;

const sameIds = (some: readonly string[] = [], others: readonly string[]) =>
  some.length === others.length && some.every((id) => others.includes(id));

/**
 * API Gateway's way into the VPC: network interfaces in our subnets. Free, and slow: minutes to make and to delete.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
 */
export const vpcLink = (
  name: string,
  needs: { subnets: readonly Subnet[]; group: SecurityGroup },
  { linkName }: { linkName: string },
) =>
  step({
    name,
    resource: vpcLinkResource,
    needs,
    why: 'Lets API Gateway into the network, to where the tasks are',
    want: ({ subnets, group }) => ({
      Name: linkName,
      SubnetIds: subnets.map(({ subnetId }) => subnetId),
      SecurityGroupIds: [group.groupId],
    }),
  });
