/** What a request passes, in the order of its way. */
export type HopKind =
  | 'name'
  | 'domain-name'
  | 'api'
  | 'stage'
  | 'route'
  | 'integration'
  | 'vpc-link'
  | 'cloud-map-service'
  | 'load-balancer'
  | 'listener'
  | 'listener-rule'
  | 'target-group'
  | 'security-group'
  | 'network-acl'
  | 'route-table'
  | 'vpc-endpoint'
  | 'nat-gateway'
  | 'internet-gateway'
  | 'network-interface'
  | 'task'
  | 'container';

/** A thing that has let the request pass. */
export interface Hop {
  readonly at: HopKind;
  readonly id: string;
  /** In words, what it did. */
  readonly why: string;
  /** The rule by which it did: the id of a security group's rule, a route key, a priority. */
  readonly rule?: string | undefined;
}

/** Where the way ends. */
export type Ending =
  | {
      readonly is: 'answered';
      /** What is outside of the VPC answers for itself: that the way leads there is all that is known. */
      readonly by: 'task' | 'load-balancer' | 'api' | 'aws-service' | 'internet';
      /** Absent where the program in a container says it. */
      readonly status?: number | undefined;
      readonly id: string;
      /** Of a task: where its container listens, as in `10.0.1.4:8080`. */
      readonly address?: string | undefined;
      readonly why: string;
    }
  | Dropped;
/** What a client sees: a status, or how it fails without one. */
export type Seen = 'no-such-host' | 'timeout' | 'refused' | number;

export interface Dropped {
  readonly is: 'dropped';
  readonly at: HopKind;
  readonly id: string;
  readonly why: string;
  /** What the client sees. */
  readonly seen: Seen;
  /** What to change. */
  readonly repair: string;
}

export interface Way {
  readonly hops: readonly Hop[];
  readonly ending: Ending;
}

/** One part of the way: what was passed, and where it ends, if it ends there. */
export interface Leg {
  readonly hops: readonly Hop[];
  readonly dropped?: Dropped | undefined;
}

/** Several ways to what is one to its client: the first that ends, because some requests take it; else the first one. */
export const worstOf = (legs: readonly Leg[]): Leg => legs.find((it) => it.dropped) ?? legs[0] ?? { hops: [] };

export const dropped = (
  at: HopKind,
  id: string,
  { why, seen, repair }: Pick<Dropped, 'why' | 'seen' | 'repair'>,
): Dropped => ({ is: 'dropped', at, id, why, seen, repair });
