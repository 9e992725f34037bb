import {
  CreateVpcLinkCommand,
  DeleteVpcLinkCommand,
  GetVpcLinkCommand,
  GetVpcLinksCommand,
  UpdateVpcLinkCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterPrefix } from '../../../src/arn.js';
import {
  broken,
  leaving,
  pending,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type StepOf,
} from '../../../src/step.js';
import { pages } from '../../../src/pages.js';
import type { SecurityGroup } from '../../ec2/security-group/resource.js';
import type { Subnet } from '../../ec2/subnet/resource.js';
import { isOurs } from '../../common/tags.js';
import { retagApiGateway } from '../tags.js';
import { script } from './script.js';
import { vpcLinkDependents } from './dependents.js';

interface VpcLinkWant {
  readonly Name: string;
  readonly SubnetIds: string[];
  readonly SecurityGroupIds: string[];
}

const allLinks = ({ apigatewayv2 }: Cloud) =>
  pages(async (NextToken) => {
    const answer = await apigatewayv2.send(new GetVpcLinksCommand({ NextToken }));
    return { items: answer.Items, next: answer.NextToken };
  });

export const vpcLinkResource = resource({
  type: 'vpc-link',
  lists: { SubnetIds: 'set', SecurityGroupIds: 'set' },
  quota: { name: 'vpc-links', inUse: async (cloud) => (await allLinks(cloud)).length },
  uses: ['subnet', 'security-group'],
  script,
  fixed: ['SubnetIds', 'SecurityGroupIds'],
  replace: 'create-first',
  deadline: { create: 900, delete: 900 },

  async create({ apigatewayv2, tags }, { Name, SubnetIds, SecurityGroupIds }: VpcLinkWant) {
    const made = await apigatewayv2.send(new CreateVpcLinkCommand({ Name, SubnetIds, SecurityGroupIds, Tags: tags }));
    return required(made.VpcLinkId, 'VpcLinkId');
  },

  fromArn: afterPrefix('apigateway', '/vpclinks/'),

  // Subnets and security groups are compared too, because a link that is being replaced has the same tags.
  async find(cloud, { SubnetIds, SecurityGroupIds }) {
    return (await allLinks(cloud))
      .filter(
        (it) =>
          it.VpcLinkStatus !== 'DELETING' &&
          isOurs(cloud, it.Tags) &&
          sameIds(it.SubnetIds, SubnetIds) &&
          sameIds(it.SecurityGroupIds, SecurityGroupIds),
      )
      .map((link) => ({ id: required(link.VpcLinkId, 'VpcLinkId'), tags: link.Tags }));
  },

  // The network of a link cannot change, so it cannot drift. INACTIVE means unused for 60 days; the next request
  // activates it.
  async read({ apigatewayv2 }, vpcLinkId) {
    const link = await apigatewayv2.send(new GetVpcLinkCommand({ VpcLinkId: vpcLinkId }));
    if (link.VpcLinkStatus === 'FAILED') return broken(link.VpcLinkStatusMessage);
    if (link.VpcLinkStatus === 'DELETING') return leaving(link.VpcLinkStatusMessage ?? 'the link is DELETING');
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

  dependents: vpcLinkDependents,
});
export type VpcLink = StepOf<typeof vpcLinkResource>;

const sameIds = (some: readonly string[] = [], others: readonly string[]) =>
  some.length === others.length && some.every((id) => others.includes(id));

/**
 * Connects API Gateway with the VPC through network interfaces in its subnets. Free. Creating and deleting it takes
 * minutes.
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
    why: 'Lets API Gateway call tasks or a load balancer inside the VPC',
    want: ({ subnets, group }) => ({
      Name: linkName,
      SubnetIds: subnets.map(({ subnetId }) => subnetId),
      SecurityGroupIds: [group.groupId],
    }),
  });
