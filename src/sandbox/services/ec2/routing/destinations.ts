import type { Route } from '@aws-sdk/client-ec2';
import type { Context } from '../../../service.js';
import { requiredCidr } from '../vpc/cidr-parameters.js';
import { formatCidr } from '../vpc/cidr.js';
import { existingRow } from '../resource-kinds.js';
import { prefixList } from '../vpc-endpoints/prefix-lists.js';
import { invalidCombination } from '../refusals.js';
import type { RouteTableRow } from '../tables.js';

/** What a route is known by in its table: a range of addresses, or one of AWS's lists of ranges. */
export interface Destination {
  readonly DestinationCidrBlock?: string;
  readonly DestinationPrefixListId?: string;
}
export type DestinationRequest = { readonly [Member in keyof Destination]: string | undefined };

/** @throws AwsError MissingParameter, InvalidParameterValue or Combination, InvalidPrefixListID.NotFound */
export function destinationOf(context: Context, request: DestinationRequest): Destination {
  const { DestinationCidrBlock, DestinationPrefixListId } = request;
  if (!DestinationPrefixListId)
    return { DestinationCidrBlock: formatCidr(requiredCidr(DestinationCidrBlock, 'destinationCidrBlock')) };
  if (DestinationCidrBlock) throw invalidCombination('The request must contain exactly one destination for the route');
  const { PrefixListId } = existingRow(context, prefixList, DestinationPrefixListId, 'destinationPrefixListId');
  return { DestinationPrefixListId: PrefixListId };
}

/** A route as its table keeps it. */
export type RouteRow = RouteTableRow['Routes'][number];

export const routeTo = ({ Routes }: RouteTableRow, destination: Destination): RouteRow | undefined =>
  Routes.find((route) => destinationText(route) === destinationText(destination));

/** `10.0.0.0/16`, `pl-63a5400a` */
export const destinationText = ({ DestinationCidrBlock, DestinationPrefixListId }: Destination | Route): string =>
  DestinationCidrBlock ?? DestinationPrefixListId ?? '';
