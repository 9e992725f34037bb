import { AllocateAddressCommand, DescribeAddressesCommand, ReleaseAddressCommand } from '@aws-sdk/client-ec2';
import { afterPrefix } from '../../../src/arn.js';
import { absent, ready, required, resource, step, type StepOf } from '../../../src/step.js';
import { fromUpper } from '../../common/tags.js';
import { retagEc2, tagFilters, tagSpecifications } from '../tags.js';
import { billing } from './billing.js';
import { script } from './script.js';
import { interfaceWith } from '../dependents.js';

interface ElasticIpWant {
  readonly Domain: 'vpc';
}

export const elasticIpResource = resource({
  type: 'elastic-ip',
  quota: {
    name: 'elastic-ips',
    inUse: async ({ ec2 }) => ((await ec2.send(new DescribeAddressesCommand({}))).Addresses ?? []).length,
  },
  billing,
  // It is billed used or not. Another one comes back, with another address.
  pause: () => 'goes',
  script,
  fixed: ['Domain'],

  // AllocateAddress has no idempotency token. If its answer is lost, the address is found by its tags; otherwise it
  // would be billed for ever.
  async create({ ec2, tags }, { Domain }: ElasticIpWant) {
    const TagSpecifications = tagSpecifications('elastic-ip', tags);
    const made = await ec2.send(new AllocateAddressCommand({ Domain, TagSpecifications }));
    return required(made.AllocationId, 'AllocationId');
  },

  fromArn: afterPrefix('ec2', 'elastic-ip/'),
  async find(cloud) {
    const Filters = tagFilters(cloud);
    const { Addresses = [] } = await cloud.ec2.send(new DescribeAddressesCommand({ Filters }));
    return Addresses.map((it) => ({ id: required(it.AllocationId, 'AllocationId'), tags: fromUpper(it.Tags) }));
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

  dependents: interfaceWith,
});
export type ElasticIp = StepOf<typeof elasticIpResource>;

/**
 * A public IP address that stays the same, so that others can put it on an allow list. Billed by the hour from its
 * allocation to its release, used or not. Source: https://aws.amazon.com/vpc/pricing/
 */
export const elasticIp = (name: string) =>
  step({
    name,
    resource: elasticIpResource,
    needs: {},
    why: 'The public IP address of the NAT gateway, from which calls of private tasks come',
    want: () => ({ Domain: 'vpc' as const }),
  });
