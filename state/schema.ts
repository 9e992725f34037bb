import * as z from 'zod';

/**
 * What the state file holds. A file of a newer version is refused, never rewritten. Version 1 had no `id`. Version 3 is a file
 * whose rest is in a journal (`journal.ts`), so the next one is 4.
 */
export const stateVersion = 2;

const json = z.json();
const tags = z.record(z.string(), z.string());

/** A resource that its step has no more, and whose id is not forgotten yet. */
const retired = z.strictObject({
  type: z.string(),
  id: json,
  want: json,
  /** As in a record. */
  isPartial: z.literal(true).optional(),
  /** What it gave to the steps that need it. */
  out: json.optional(),
  /**
   * Absent where it was replaced: it is deleted once nothing uses it. Else AWS said that it does not exist. It is looked
   * for all the same; this is how many runs have ended without it.
   */
  missing: z.int().min(0).optional(),
  /** Everything that it served has been told of what was made in its place. Only where its noun is handed over. */
  handedOver: z.literal(true).optional(),
  /** As in a record. Where its step keeps earlier ones, it is a way back. */
  steady: z.number().optional(),
});

/** A create that may still be executed, or was: its answer was lost, and what it made was not found. */
const unclear = z.strictObject({
  want: json,
  /** ms since the epoch. */
  at: z.number(),
});

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
  /** By step, the token of the needed resource that this one was last set up with. Only where its noun `follows` that. */
  follows: z.record(z.string(), z.string()).optional(),
  /** Input as last applied. */
  want: json,
  /**
   * `want` holds only what could be read back. `recover` has made the record without a config; the next run that has one
   * completes it.
   */
  isPartial: z.literal(true).optional(),
  /**
   * By member: what AWS has shown otherwise than `want` once the resource was in service. It is what AWS makes of the want,
   * and so no drift. Empty where all was as asked; absent in records of before this was kept.
   */
  shown: z.record(z.string(), json).optional(),
  /** An earlier want, by which AWS has made what it leaves behind, where `want` tells of nothing that is left. */
  leftBy: json.optional(),
  /** Tags as last applied. */
  tags,
  id: json.optional(),
  /** When it was made, ms since the epoch. Other parts of AWS may not know it for a while after that. */
  madeAt: z.number().optional(),
  /** What it gave to the steps that need it, once ready. */
  out: json.optional(),
  retired: z.array(retired).optional(),
  /** It is looked for at the end of each run, and before the record is removed. */
  unclear: z.array(unclear).optional(),
  /**
   * When an `up` first came to its end with it, ms since the epoch. Only of what is kept when another one takes its place:
   * what has never worked is no way back.
   */
  steady: z.number().optional(),
  /**
   * It was rolled back: `want` names an earlier revision than the config asks for. `from` is what it ran before, `since` when
   * that was, in ISO 8601.
   */
  wentBack: z.strictObject({ from: z.string(), since: z.string() }).optional(),
  /** Members that it has while the stack is paused, in place of those of `want`. */
  paused: z.record(z.string(), json).optional(),
});

export const stateSchema = z.strictObject({
  version: z.literal(stateVersion),
  /** The stack's own, and random: see `src/identity.ts`. A state of version 1 gets one when it is next locked. */
  id: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
  /** How often it was written. Of two copies of one state, the one with the higher number is newer. Old states have none. */
  serial: z.int().nonnegative().optional(),
  stack: z.string(),
  account: z.string(),
  region: z.string(),
  partition: z.string(),
  /** `aws`, `sandbox`, or the URL given by `--endpoint-url`. */
  endpoint: z.string(),
  /** ISO 8601: when the first `up` began. */
  since: z.string(),
  /** Who has made the stack, as its tag `provision:by` says; absent where the config has no such tag. */
  by: z.string().optional(),
  /** ISO 8601: until when the stack is wanted. Absent: for good. It is the tag `provision:expires`, too. */
  expires: z.string().optional(),
  outputs: z.record(z.string(), z.string()),
  records: z.record(z.string(), record),
  /** Present from before the first change of a `pause` until a `resume` has come to its end. */
  paused: z
    .strictObject({
      /** ISO 8601 */
      since: z.string(),
      /** The records of what went. Nothing is there of it; a plan has to know what it was. */
      gone: z.record(z.string(), record),
    })
    .optional(),
});

export type State = z.output<typeof stateSchema>;
export type StepRecord = z.output<typeof record>;
export type Retired = z.output<typeof retired>;
export type Json = z.output<typeof json>;

/**
 * Where a state belongs. It is refused anywhere else, because there everything would look deleted and be created
 * twice.
 */
export type Place = Pick<State, 'stack' | 'account' | 'region' | 'partition' | 'endpoint'>;
