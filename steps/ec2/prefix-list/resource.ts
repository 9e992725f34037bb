import { DescribeManagedPrefixListsCommand } from '@aws-sdk/client-ec2';
import { gatewayServiceName } from '../../../src/facts/endpoint-service-names.js';
import { broken, ready, required, resource, step, type StepOf } from '../../../src/step.js';

interface PrefixListWant {
  /** Such as `com.amazonaws.us-east-1.s3`. */
  readonly PrefixListName: string;
}

export const prefixListResource = resource({
  type: 'prefix-list',
  lookup: true,
  fixed: ['PrefixListName'],

  async create({ ec2, region }, { PrefixListName }: PrefixListWant) {
    const Filters = [{ Name: 'prefix-list-name', Values: [PrefixListName] }];
    const { PrefixLists: [list] = [] } = await ec2.send(new DescribeManagedPrefixListsCommand({ Filters }));
    if (!list) throw new Error(`${region} has no prefix list named ${PrefixListName}`);
    return { prefixListId: required(list.PrefixListId, 'PrefixListId') };
  },

  async find() {
    return [];
  },

  // AWS keeps one list for each such service in a region. Its entries change, its id does not.
  async read(_cloud, { prefixListId }) {
    return prefixListId ? ready({ prefixListId }, {}) : broken('its record does not say what was found: it was edited');
  },

  async delete() {},
});
export type PrefixList = StepOf<typeof prefixListResource>;

/**
 * AWS's list of the addresses of a service with gateway endpoints. A security group rule names it instead of ranges
 * that change. Free. In the quota of a group, AWS's list counts by its weight, which is one rule for S3 and for
 * DynamoDB; a customer's list counts as its maximum number of entries.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
export const prefixList = (name: string, { service, region }: { service: string; region: string }) =>
  step({
    name,
    resource: prefixListResource,
    needs: {},
    why: `The addresses of ${service} in this region, as AWS lists them`,
    want: () => ({ PrefixListName: gatewayServiceName(region, service) }),
  });
