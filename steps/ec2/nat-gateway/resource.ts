import {
  CreateNatGatewayCommand,
  DeleteNatGatewayCommand,
  DescribeNatGatewaysCommand,
  DescribeSubnetsCommand,
} from '@aws-sdk/client-ec2';
import { afterPrefix } from '../../../src/arn.js';
import { quotas } from '../../../src/facts/quotas.js';
import { pages } from '../../../src/pages.js';
import {
  absent,
  broken,
  startsAfter,
  leaving,
  pending,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type Step,
  type StepOf,
} from '../../../src/step.js';
import type { ElasticIp } from '../elastic-ip/resource.js';
import type { InternetGatewayAttachment } from '../internet-gateway-attachment/resource.js';
import type { RouteTableAssociation } from '../route-table-association/resource.js';
import type { Subnet } from '../subnet/resource.js';
import { fromUpper } from '../../common/tags.js';
import { retagEc2, tagFilters, tagSpecifications } from '../tags.js';
import { billing } from './billing.js';
import { script } from './script.js';

interface NatGatewayWant {
  readonly SubnetId: string;
  readonly AllocationId: string;
}

/**
 * Those that come, serve or go count. Source: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 * Only where there are many in the region, the subnets of the zone are asked for.
 */
async function countInZone({ ec2 }: Cloud, zoneId: string): Promise<number> {
  const gateways = await pages(async (NextToken) => {
    const Filter = [{ Name: 'state', Values: ['pending', 'available', 'deleting'] }];
    const answer = await ec2.send(new DescribeNatGatewaysCommand({ Filter, NextToken }));
    return { items: answer.NatGateways, next: answer.NextToken };
  });
  if (gateways.length < quotas['nat-gateways'].value) return gateways.length;
  const here = await pages(async (NextToken) => {
    const Filters = [{ Name: 'availability-zone-id', Values: [zoneId] }];
    const answer = await ec2.send(new DescribeSubnetsCommand({ Filters, NextToken }));
    return { items: answer.Subnets, next: answer.NextToken };
  });
  const subnets = new Set(here.filter((it) => it.AvailabilityZoneId === zoneId).map(({ SubnetId }) => SubnetId));
  return gateways.filter(({ SubnetId, State }) => subnets.has(SubnetId) && State !== 'deleted').length;
}

export const natGatewayResource = resource({
  type: 'nat-gateway',
  quota: { name: 'nat-gateways', by: { type: 'subnet', member: 'AvailabilityZoneId' }, inUse: countInZone },
  uses: ['subnet', 'elastic-ip', 'internet-gateway-attachment'],
  billing,
  pause: () => 'goes',
  script,
  fixed: ['SubnetId', 'AllocationId'],
  deadline: { create: 600, delete: 1800 },

  async create({ ec2, token, tags }, { SubnetId, AllocationId }: NatGatewayWant) {
    const TagSpecifications = tagSpecifications('natgateway', tags);
    const made = await ec2.send(
      new CreateNatGatewayCommand({ SubnetId, AllocationId, ClientToken: token, TagSpecifications }),
    );
    return required(made.NatGateway?.NatGatewayId, 'NatGatewayId');
  },

  fromArn: afterPrefix('ec2', 'natgateway/'),

  // EC2 shows a deleted gateway for an hour, with its tags, so deleted ones are left out. A failed one comes last,
  // because there may be no other.
  async find(cloud) {
    const Filter = [...tagFilters(cloud), { Name: 'state', Values: ['pending', 'available', 'failed'] }];
    const { NatGateways = [] } = await cloud.ec2.send(new DescribeNatGatewaysCommand({ Filter }));
    return NatGateways.toSorted((a, b) => Number(a.State === 'failed') - Number(b.State === 'failed')).map((it) => ({
      id: required(it.NatGatewayId, 'NatGatewayId'),
      tags: fromUpper(it.Tags),
    }));
  },

  async read({ ec2 }, natGatewayId) {
    const { NatGateways: [gateway] = [] } = await ec2.send(
      new DescribeNatGatewaysCommand({ NatGatewayIds: [natGatewayId] }),
    );
    if (!gateway || gateway.State === 'deleted') return absent;
    if (gateway.State === 'failed') return broken(`${gateway.FailureCode}: ${gateway.FailureMessage}`);
    if (gateway.State === 'deleting') return leaving('the gateway is deleting');
    if (gateway.State !== 'available') return pending(`the gateway is ${gateway.State}`);
    const { SubnetId, NatGatewayAddresses: addresses = [], Tags } = gateway;
    // Somebody may have added addresses since. The first one is taken as primary unless AWS marks another as primary.
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
 * Lets tasks and instances without a public address call the internet, and lets no connection in. Billed by the hour
 * for as long as it exists, and per GB. Source:
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html
 *
 * It fails if the VPC has no attached internet gateway. So the attachment is needed, if this stack makes it. Its own
 * traffic uses the route of the public subnet, but does not keep that from being deleted, so both may be deleted at the
 * same time.
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
    route?: Step | undefined;
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
      route: route && startsAfter(route),
      association: association && startsAfter(association),
    },
    why: 'Lets tasks in private subnets call the internet, and lets no connection in',
    want: ({ subnet, address }) => ({ SubnetId: subnet.subnetId, AllocationId: address.allocationId }),
  });
