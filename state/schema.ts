import * as z from 'zod';

/** What the state file holds. A file of a newer version is refused, never rewritten. */
export const stateVersion = 1;

const json = z.json();
const tags = z.record(z.string(), z.string());

/** A replaced resource that still has to be deleted, once nothing uses it any more. */
const retired = z.strictObject({ type: z.string(), id: json, want: json });

const record = z.strictObject({
  /** The noun, by which its verbs are found again: `nat-gateway`. */
  type: z.string(),
  /**
   * `creating`: the call may have left; there is no id yet. `created`: there is an id; it may not be in service or
   * fully set up. `ready`: it was seen in service. `deleting`: the call to delete it may have left.
   */
  at: z.enum(['creating', 'created', 'ready', 'deleting']),
  /** The idempotency token of this creation. A new creation gets a new one, so none is used again after a delete. */
  token: z.string(),
  /** The steps that must outlive this one. */
  needs: z.array(z.string()),
  /** The steps that it needed to begin, and need not outlive it. */
  after: z.array(z.string()).optional(),
  /** Input as last applied. */
  want: json,
  /** Tags as last applied. */
  tags,
  id: json.optional(),
  /** What it gave to the steps that need it, once ready. */
  out: json.optional(),
  retired: z.array(retired).optional(),
});

export const stateSchema = z.strictObject({
  version: z.literal(stateVersion),
  stack: z.string(),
  account: z.string(),
  region: z.string(),
  partition: z.string(),
  /** `aws`, `sandbox`, or the URL given by `--endpoint-url`. */
  endpoint: z.string(),
  /** ISO 8601: when the first `up` began. */
  since: z.string(),
  outputs: z.record(z.string(), z.string()),
  records: z.record(z.string(), record),
});

export type State = z.output<typeof stateSchema>;
export type StepRecord = z.output<typeof record>;
export type Retired = z.output<typeof retired>;
export type Json = z.output<typeof json>;

/** Where a state belongs. It is refused anywhere else: there, everything would look deleted and be made twice. */
export type Place = Pick<State, 'stack' | 'account' | 'region' | 'partition' | 'endpoint'>;
