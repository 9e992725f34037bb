import { DescribeManagedPrefixListsCommand } from '@aws-sdk/client-ec2';
import { ready, required, resource, step, type StepOf } from '../src/step.js';

interface PrefixListWant {
  /** As in `com.amazonaws.us-east-1.s3`. */
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
    return undefined;
  },

  // AWS keeps one list for each such service of a region: its entries change, its id does not.
  async read(_cloud, { prefixListId }) {
    return ready({ prefixListId }, {});
  },

  async delete() {},
});
export type PrefixList = StepOf<typeof prefixListResource>;

/**
 * AWS's own list of the addresses of a service that gateway endpoints lead to: what a firewall rule names in place of
 * ranges that change. Free. In a group a list of AWS's counts by its weight, which is one rule for S3 and DynamoDB: a list
 * of one's own would count for as many as it may have entries.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
export const prefixList = (name: string, { service, region }: { service: string; region: string }) =>
  step({
    name,
    resource: prefixListResource,
    needs: {},
    why: `The addresses of ${service} in this region, as AWS lists them`,
    want: () => ({ PrefixListName: `com.amazonaws.${region}.${service}` }),
  });
