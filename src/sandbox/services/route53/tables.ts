import type { AliasTarget, ChangeInfo, RRType } from '@aws-sdk/client-route-53';
import { global } from '../../service.js';

/** A public hosted zone. Ids are kept without `/hostedzone/`. */
export interface ZoneRow {
  readonly id: string;
  /** In small letters, with a dot at the end: `example.com.` */
  readonly name: string;
  readonly callerReference: string;
  readonly comment?: string;
  /** Four of them, each in a domain of its own. */
  readonly nameServers: readonly string[];
}
/** Every hosted zone of the account, by its id. Route 53 has no regions. */
export const zones = global<ZoneRow>('route53/hosted-zones');

export interface RecordRow {
  readonly zoneId: string;
  /** As it is shown: in small letters, with a dot at the end, `*` as `\052`. */
  readonly name: string;
  readonly type: RRType;
  readonly ttl?: number;
  readonly values?: readonly string[];
  readonly alias?: AliasTarget;
  /** From when on the name servers answer it, in AWS's time. */
  readonly servedAt: number;
}
/** Every record set of every zone, by `recordKey`. */
export const records = global<RecordRow>('route53/record-sets');
export const recordKey = ({ zoneId, name, type }: Pick<RecordRow, 'zoneId' | 'name' | 'type'>): string =>
  `${zoneId} ${name} ${type}`;

export type ChangeRow = ChangeInfo & { readonly Id: string };
/** Every change, by its id without `/change/`. */
export const changes = global<ChangeRow>('route53/changes');

/** By the name of a zone: whether the registrar has its name servers. It has those of a zone that is not among them. */
export const delegations = global<boolean>('route53/delegations');
