import { counted, displayName } from '../display-names.js';
import { hour } from './money.js';
import { jsonLine, printable } from './printable.js';
import { elapsed, oneLine } from './text.js';

/** Why a sweep leaves a stack alone. */
export type WhyKept = 'young' | 'no-region' | 'no-id';

/** A stack that is there, and of which there is no state here. */
export interface Leftover {
  readonly stack: string;
  readonly id?: string;
  /** ISO 8601 */
  readonly since?: string;
  readonly by?: string;
  /** ISO 8601 */
  readonly expires?: string;
  readonly expired?: boolean;
  readonly resources: readonly { readonly type: string; readonly id: unknown }[];
  /** USD */
  readonly hourly: number;
  /** How many prices are not known. */
  readonly unknown: number;
  readonly keeps?: WhyKept;
}

/** A stack in two or three lines: which and how old, what it has and costs, and why it is left alone. @param now ms since the epoch */
export function leftoverLines(it: Leftover, now: number): string[] {
  const { stack, id, since, by, expires, resources, hourly, unknown, keeps } = printable(it);
  const ago = (time: string) => elapsed(Math.abs(now - Date.parse(time)) / 1000);
  const facts = [
    id === undefined ? 'without an id' : id,
    since && `begun ${ago(since)} ago${by === undefined ? '' : ` by ${oneLine(by)}`}`,
    expires && (Date.parse(expires) <= now ? `expired ${ago(expires)} ago` : `expires in ${ago(expires)}`),
    `${hour(hourly)} an hour${unknown > 0 ? `, without ${counted(unknown, 'price')} that nobody has told` : ''}`,
  ];
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [
    `${oneLine(stack)}  ${facts.filter(Boolean).join(', ')}`,
    `  ${[...counts].map(([type, count]) => counted(count, displayName(type))).join(', ')}`,
    ...(keeps === undefined ? [] : [`  ${reasons[keeps]}`]),
  ];
}

const reasons: Readonly<Record<WhyKept, string>> = {
  young: 'It is younger than an hour and may be coming up: only by its name or --id is it deleted.',
  'no-region':
    'Only IAM has something of it, which belongs to no region: the stack may be in another one. --id deletes it.',
  'no-id': 'It was made before stacks had ids, so its age is not known: only by its name or --id none is it deleted.',
};

export const leftoverJson = (it: Leftover, time: string): string => jsonLine({ type: 'leftover', time, ...it });
