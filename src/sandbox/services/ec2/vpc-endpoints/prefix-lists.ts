import {
  DescribeManagedPrefixListsCommand,
  DescribePrefixListsCommand,
  GetManagedPrefixListEntriesCommand,
  type ManagedPrefixList,
} from '@aws-sdk/client-ec2';
import type { PrefixList } from '../../../../path/network-facts.js';
import { gatewayServiceName } from '../../../../facts/endpoint-service-names.js';
import { on, type Context, type Operation } from '../../../service.js';
import { Table } from '../../../table.js';
import { described, type Description } from '../describe.js';
import { existingRow, type ResourceKind } from '../resource-kinds.js';
import { page } from '../pages.js';
import { prefixListId } from './prefix-list-ids.js';
import { refuseOtherMembers } from '../refusals.js';
import type { Taggable } from '../tables.js';

/** The services that gateway endpoints lead to. AWS keeps the list of each one's addresses, in every region. */
export const gatewayServices = ['s3', 'dynamodb'] as const;

export interface PrefixListRow extends Taggable {
  readonly PrefixListId: string;
  readonly PrefixListName: string;
}

/** AWS's own lists: nobody makes, changes or tags them, so they are not kept but known. */
const prefixLists = ({ region }: Context): Table<PrefixListRow> => {
  const rows = gatewayServices.map((service) => ({
    PrefixListId: prefixListId(service, region),
    PrefixListName: gatewayServiceName(region, service),
    Tags: [],
  }));
  return new Table(rows.map((row) => [row.PrefixListId, row]));
};

/** The list of a gateway service's addresses, by the service's name: `com.amazonaws.us-east-1.s3`. */
export const prefixListOf = (context: Context, serviceName: string): PrefixListRow | undefined =>
  prefixLists(context).find(({ PrefixListName }) => PrefixListName === serviceName);

export const prefixList: ResourceKind<PrefixListRow> = {
  type: 'prefix-list',
  prefix: 'pl',
  called: 'prefix list ID',
  table: prefixLists,
  notFound: 'InvalidPrefixListID.NotFound',
  malformed: 'InvalidPrefixListID.Malformed',
};

export const prefixListOperations: readonly Operation[] = [
  on(DescribeManagedPrefixListsCommand, (question, context) => {
    const { rows, ...more } = described(context, managed, { ...question, ids: question.PrefixListIds });
    return { PrefixLists: rows.map((row) => shown(context, row)), ...more };
  }),

  on(DescribePrefixListsCommand, (question, context) => {
    const { rows, ...more } = described(context, description, { ...question, ids: question.PrefixListIds });
    return {
      PrefixLists: rows.map(({ PrefixListId, PrefixListName }) => ({ PrefixListId, PrefixListName, Cidrs: cidrs })),
      ...more,
    };
  }),

  on(GetManagedPrefixListEntriesCommand, (question, context) => {
    refuseOtherMembers(question, ['PrefixListId', 'MaxResults', 'NextToken']);
    existingRow(context, prefixList, question.PrefixListId, 'prefixListId');
    const { rows, ...more } = page(
      cidrs.map((Cidr) => ({ Cidr })),
      question,
      { least: 1, most: 100 },
    );
    return { Entries: rows, ...more };
  }),
];

/** Addresses for documentation (RFC 5737), of no host on the internet: what the sandbox shows can reach nobody. */
const cidrs = ['198.51.100.0/24', '203.0.113.0/24'];

/** The lists as the model of a request's way knows them. */
export const prefixListFacts = (context: Context): PrefixList[] =>
  prefixLists(context)
    .all()
    .map(({ PrefixListId, PrefixListName }) => ({ PrefixListId, PrefixListName, Cidrs: cidrs }));

const shown = ({ region, partition }: Context, { PrefixListId, PrefixListName }: PrefixListRow): ManagedPrefixList => ({
  PrefixListId,
  PrefixListName,
  AddressFamily: 'IPv4',
  State: 'create-complete',
  PrefixListArn: `arn:${partition}:ec2:${region}:aws:prefix-list/${PrefixListId}`,
  OwnerId: 'AWS',
  Tags: [],
});

const description: Description<PrefixListRow> = {
  kind: prefixList,
  idsParameter: 'prefixListIds',
  // The page of the operation names no smallest.
  pages: { least: 1 },
  filters: {
    'prefix-list-id': ({ PrefixListId }) => PrefixListId,
    'prefix-list-name': ({ PrefixListName }) => PrefixListName,
  },
};
const managed: Description<PrefixListRow> = {
  ...description,
  pages: { least: 1, most: 100 },
  filters: { ...description.filters, 'owner-id': () => 'AWS' },
};
