/** What a noun says of its price: `steps/<service>/<noun>/billing.ts` has one where the noun is billed. */

/**
 * Billed for as long as a thing exists, used or not. The last word is what the price is for; `ec2:c5.xlarge` is an hour
 * of that instance type with Linux.
 */
export type FixedKey =
  | 'nat-gateway-hour'
  | 'interface-endpoint-hour'
  | 'public-ipv4-hour'
  | 'alb-hour'
  | FargateKey
  | SpotKey
  | 'fargate-disk-gb-hour'
  | 'gp3-gb-month'
  | 'hosted-zone-month'
  | 'alarm-month'
  | `ec2:${string}`;

/** CPU and memory of tasks: those of a service run all the time, those of a job for as long as it takes. */
export type FargateKey = `fargate-${PartOfTask}`;

/** The same on Fargate Spot, which has prices of its own. */
type SpotKey = `fargate-spot-${PartOfTask}`;
type PartOfTask = `${'x86_64' | 'arm64'}-${'vcpu' | 'gb'}-hour`;

/** Billed by use. */
export type UsageKey =
  | FargateKey
  | 'nat-gateway-gb'
  | 'interface-endpoint-gb'
  | 'alb-lcu-hour'
  | 'http-api-million'
  | 'logs-ingest-gb'
  | 'logs-storage-gb-month'
  | 'metric-month'
  | 'enhanced-metric-month'
  | 'discovery-million'
  | 'ecr-gb-month';

/** Something of a stack: what it is and shall be, whether it is there already or not. */
export interface BilledItem {
  readonly step: string;
  /** The noun. */
  readonly type: string;
  /** As AWS is asked for it. Which ids are in it does not matter, only how many. */
  readonly want: unknown;
  /** The steps it needs, by name. */
  readonly needs: readonly string[];
  /** Of its noun; absent where that is free. */
  readonly billing?: Billing | undefined;
}

/** The prices that things of a noun are billed by. All empty: it is billed as part of another noun. */
export interface Billing {
  /** For as long as it exists; without instance types, which are too many to be listed. */
  readonly fixed?: readonly FixedKey[];
  readonly usage?: readonly UsageKey[];
  /**
   * What one of them is billed for; without this, one of each.
   * @param items all of the stack: some are billed by what others want
   */
  billOf?(item: BilledItem, items: readonly BilledItem[]): Bill;
}

/** So much of something that has a price. */
export interface Quantity {
  readonly key: FixedKey;
  readonly quantity: number;
  /** Without any task, where that is less. */
  readonly least?: number;
  /** With as many tasks as scaling may start, where that is more. */
  readonly most?: number;
}
export interface Bill {
  readonly fixed?: readonly Quantity[];
  readonly usage?: readonly UsageKey[];
  /** What cannot be told, and why. */
  readonly unclear?: string;
}

/** The first thing of a noun that a thing needs. */
export const neededBy = ({ needs }: BilledItem, type: string, items: readonly BilledItem[]): BilledItem | undefined =>
  items.find((it) => it.type === type && needs.includes(it.step));

/** A member of what is wanted, by its path; undefined where there is none. */
export const wantedAt = ({ want }: BilledItem, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (it, member) => (typeof it === 'object' && it !== null ? Reflect.get(it, member) : undefined),
    want,
  );

/** The same as a number; 0 where there is none. */
export const numberAt = (item: BilledItem, ...path: readonly (string | number)[]): number =>
  Number(wantedAt(item, ...path) ?? 0);

/** How many there are in a list or map; 0 where there is none. */
export const countAt = (item: BilledItem, ...path: readonly (string | number)[]): number =>
  Object.keys(wantedAt(item, ...path) ?? {}).length;
