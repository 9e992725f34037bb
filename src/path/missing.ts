import type { Ending, Hop } from '../hops.js';
import type { Facts } from './facts.js';
import { follow } from './follow.js';
import type { Request } from './request.js';
import { without } from './without.js';

/** A hop of a request, and where the request would end if what it passes there were missing. */
export interface ExplainedHop extends Hop {
  /** Absent where it cannot be missing: the local route of a VPC cannot be deleted. */
  readonly missing?: Ending;
}

/** The way of a request with what each thing on it is needed for. Each is taken away by itself, and the request followed again. */
export interface ExplainedWay {
  readonly hops: readonly ExplainedHop[];
  readonly ending: Ending;
  /** What lets a request pass without being noticed, and stops it where it is missing: network ACLs and route tables. */
  readonly unnoticed: readonly ExplainedHop[];
}

/** @param facts as they are */
export function explainedWay(request: Request, facts: Facts): ExplainedWay {
  const { hops, ending } = follow(request, facts);
  const explained = (hop: Hop): ExplainedHop =>
    isFixed(hop) ? hop : { ...hop, missing: follow(request, without(facts, hop)).ending };
  const unnoticed = ending.is === 'answered' ? unnoticedIn(facts).map(explained) : [];
  return { hops: hops.map(explained), ending, unnoticed: unnoticed.filter(({ missing }) => missing?.is === 'dropped') };
}

/** Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html ("You cannot delete the local route") */
const isFixed = ({ at, rule }: Hop): boolean => at === 'route-table' && rule === 'local';

const unnoticedIn = ({ networkAcls, routeTables }: Facts): Hop[] => [
  ...networkAcls.map(({ NetworkAclId }): Hop => ({
    ...{ at: 'network-acl', id: NetworkAclId, why: 'lets requests in, and answers out' },
  })),
  ...routeTables.map(({ RouteTableId }): Hop => ({
    ...{ at: 'route-table', id: RouteTableId, why: 'has the route by which answers get back' },
  })),
];
