import { AllocateAddressCommand, DescribeAddressesCommand, ReleaseAddressCommand } from '@aws-sdk/client-ec2';
import { absent, ready, required, resource, step, type StepOf } from '../src/step.js';
import { retagEc2 } from './retag.js';
import { fromUpper, tagFilters, tagSpecifications } from './tags.js';

interface ElasticIpWant {
  readonly Domain: 'vpc';
}

export const elasticIpResource = resource({
  type: 'elastic-ip',
  fixed: ['Domain'],

  // EC2 takes no token here: an address whose answer was lost is found by its tags, or it would be billed for ever.
  async create({ ec2, tags }, { Domain }: ElasticIpWant) {
    const TagSpecifications = tagSpecifications('elastic-ip', tags);
    const made = await ec2.send(new AllocateAddressCommand({ Domain, TagSpecifications }));
    return required(made.AllocationId, 'AllocationId');
  },

  async find(cloud) {
    const Filters = tagFilters(cloud);
    const { Addresses: [address] = [] } = await cloud.ec2.send(new DescribeAddressesCommand({ Filters }));
    return address && { id: required(address.AllocationId, 'AllocationId'), tags: fromUpper(address.Tags) };
  },

  async read({ ec2 }, allocationId) {
    const { Addresses: [address] = [] } = await ec2.send(
      new DescribeAddressesCommand({ AllocationIds: [allocationId] }),
    );
    if (!address) return absent;
    const { Domain, PublicIp, Tags } = address;
    const out = { allocationId, publicIp: required(PublicIp, 'PublicIp') };
    return ready(out, { Domain: Domain as 'vpc' }, { tags: fromUpper(Tags) });
  },

  retag: retagEc2,

  async delete({ ec2 }, AllocationId) {
    await ec2.send(new ReleaseAddressCommand({ AllocationId }));
  },
});
export type ElasticIp = StepOf<typeof elasticIpResource>;

/**
 * A public address that stays the same, and that others may put on a list of who may come in. Billed by the hour
 * from its allocation to its release, used or not. Source: https://aws.amazon.com/vpc/pricing/
 */
export const elasticIp = (name: string) =>
  step({
    name,
    resource: elasticIpResource,
    needs: {},
    why: 'The public address that private tasks are seen with on the internet',
    want: () => ({ Domain: 'vpc' as const }),
  });
