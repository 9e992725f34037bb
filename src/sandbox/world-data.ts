import { types } from 'node:util';
import type { Numbered } from '../journaled-file.js';

/** The version of a world's data. Version 1 kept delays in real time, at the sandbox's speed of that moment. */
export const worldVersion = 2;

/** A timer that will run, with its region and its arguments. */
export interface ScheduledTimer {
  /** In AWS's time, ms since the world began. */
  readonly at: number;
  readonly serial: number;
  readonly timer: string;
  readonly region: string;
  readonly args: unknown;
}

export interface WorldData {
  readonly version: typeof worldVersion;
  /** Absent in worlds that were saved when every world had the account `sandboxAccount`. */
  readonly account?: string;
  readonly seed: string;
  readonly serial: number;
  readonly time: number;
  readonly elapsed: number;
  readonly due: readonly ScheduledTimer[];
  readonly tables: { readonly [name: string]: unknown };
}

/** A row as it is kept, or null where there is none any more. They are in the order in which it was done. */
export type RowChange = readonly [key: string, row: unknown];

/** What has changed in a world since it was saved: a line of its journal. */
export interface WorldChanges extends Numbered {
  readonly clock: Pick<WorldData, 'serial' | 'time' | 'elapsed'>;
  /** Everything but the time was forgotten before. */
  readonly cleared?: true;
  readonly due: readonly ScheduledTimer[];
  /** The serial numbers of timers that are due no more. */
  readonly past: readonly number[];
  readonly tables: { readonly [name: string]: readonly RowChange[] };
}

/** Writes dates and bytes as objects, because JSON has neither. */
export function toPlainJson(value: unknown): unknown {
  if (types.isDate(value)) return { $date: value.getTime() };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(toPlainJson);
  if (value && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, v]) => v !== undefined)
        .map(([k, v]) => [k, toPlainJson(v)]),
    );
  return value;
}

export function fromPlainJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromPlainJson);
  if (!value || typeof value !== 'object') return value;
  if ('$date' in value) return new Date(value.$date as number);
  if ('$bytes' in value) return new Uint8Array(Buffer.from(value.$bytes as string, 'base64'));
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fromPlainJson(v)]));
}
