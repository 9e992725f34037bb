import { CreateNatGatewayCommand, DeleteNatGatewayCommand, DescribeNatGatewaysCommand } from '@aws-sdk/client-ec2';
import { absent, broken, first, pending, ready, required, resource, step, type StepOf } from '../src/step.js';
import type { ElasticIp } from './elastic-ip.js';
import type { InternetGatewayAttachment } from './internet-gateway-attachment.js';
import { retagEc2 } from './retag.js';
import type { RouteTableAssociation } from './route-table-association.js';
import type { Route } from './route.js';
import type { Subnet } from './subnet.js';
import { fromUpper, tagFilters, tagSpecifications } from './tags.js';

interface NatGatewayWant {
  readonly SubnetId: string;
  readonly AllocationId: string;
}

export const natGatewayResource = resource({
  type: 'nat-gateway',
  fixed: ['SubnetId', 'AllocationId'],
  deadline: { create: 600, delete: 600 },

  async create({ ec2, token, tags }, { SubnetId, AllocationId }: NatGatewayWant) {
    const TagSpecifications = tagSpecifications('natgateway', tags);
    const made = await ec2.send(
      new CreateNatGatewayCommand({ SubnetId, AllocationId, ClientToken: token, TagSpecifications }),
    );
    return required(made.NatGateway?.NatGatewayId, 'NatGatewayId');
  },

  // A deleted one is shown for an hour, with its tags. One that failed is to be found: it may be all there is.
  async find(cloud) {
    const Filter = [...tagFilters(cloud), { Name: 'state', Values: ['pending', 'available', 'failed'] }];
    const { NatGateways = [] } = await cloud.ec2.send(new DescribeNatGatewaysCommand({ Filter }));
    const gateway = NatGateways.find(({ State }) => State !== 'failed') ?? NatGateways[0];
    return gateway && { id: required(gateway.NatGatewayId, 'NatGatewayId'), tags: fromUpper(gateway.Tags) };
  },

  async read({ ec2 }, natGatewayId) {
    const { NatGateways: [gateway] = [] } = await ec2.send(
      new DescribeNatGatewaysCommand({ NatGatewayIds: [natGatewayId] }),
    );
    if (!gateway || gateway.State === 'deleted') return absent;
    if (gateway.State === 'failed') return broken(`${gateway.FailureCode}: ${gateway.FailureMessage}`);
    if (gateway.State !== 'available') return pending(`the gateway is ${gateway.State}`);
    const { SubnetId, NatGatewayAddresses: addresses = [], Tags } = gateway;
    // It may have been given more addresses since; the first one is the primary one unless AWS says which is.
    const primary = addresses.find(({ IsPrimary }) => IsPrimary) ?? addresses[0];
    return ready({ natGatewayId }, { SubnetId, AllocationId: primary?.AllocationId }, { tags: fromUpper(Tags) });
  },

  retag: retagEc2,

  async delete({ ec2 }, NatGatewayId) {
    await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }));
  },
});
export type NatGateway = StepOf<typeof natGatewayResource>;

/**
 * Lets what has no public address out to the internet, and nothing in. Billed by the hour for as long as it exists,
 * and per GB. Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html
 *
 * Made where no internet gateway is attached, it fails after a while; so that is its need where it is of this stack.
 * Its own packets go by the public route, which it does not hold on to: both may be deleted at once.
 */
export const natGateway = (
  name: string,
  {
    subnet,
    address,
    attachment,
    route,
    association,
  }: {
    subnet: Subnet;
    address: ElasticIp;
    attachment?: InternetGatewayAttachment | undefined;
    route?: Route | undefined;
    association?: RouteTableAssociation | undefined;
  },
) =>
  step({
    name,
    resource: natGatewayResource,
    needs: {
      subnet,
      address,
      attachment,
      route: route && first(route),
      association: association && first(association),
    },
    why: 'Lets private tasks out to the internet, and nothing in',
    want: ({ subnet, address }) => ({ SubnetId: subnet.subnetId, AllocationId: address.allocationId }),
  });
