import { randomBytes } from 'node:crypto';
import type { Tags } from './step.js';

/**
 * Whose a resource is, as its tags say it. `provision:stack` is the stack's name, which anybody may choose once more.
 * `provision:id` is random and made with the state, so it tells two stacks of one name apart. `provision:step` is the
 * step in the stack.
 */
export const identityKeys = ['provision:stack', 'provision:id', 'provision:step'] as const;

/**
 * A new stack's id: 16 hexadecimal digits, the first eight of which are the seconds since 1970. So the tags of a stack
 * say how old it is, also where no state of it is left and AWS keeps no time.
 */
export const newStackId = (now = Date.now()): string =>
  Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0') + randomBytes(4).toString('hex');

/** @returns when the stack of this id was begun; undefined where it is no id of ours */
export const bornAt = (id: string): Date | undefined =>
  /^[0-9a-f]{16}$/.test(id) ? new Date(parseInt(id.slice(0, 8), 16) * 1000) : undefined;

/** The tag that says until when a stack is wanted. @param expires ISO 8601 */
export const expiryTag = (expires: string | undefined): Tags =>
  expires === undefined ? {} : { 'provision:expires': expires };

/** The tag that says who has made a stack. */
export const creatorTag = (by: string | undefined): Tags => (by === undefined ? {} : { 'provision:by': by });

/**
 * The tag that says since when a resource is as a pause left it. Without a state it is all that tells a paused stack from
 * one that somebody has half deleted. @param since ISO 8601
 */
export const pausedTag = (since: string): Tags => ({ 'provision:paused': since });

/** In the place of the id of a stack that has none yet: in a plan, and in a rehearsal. */
export const unknownStackId = '0'.repeat(16);

/** In the place of the id of a stack that was made before stacks had ids: its tags have none. */
export const noStackId = '';

/** The tags by which one step's resource is known to be this stack's. */
export const identityOf = (stack: string, id: string, step: string): Tags => ({
  'provision:stack': stack,
  ...(id !== noStackId && { 'provision:id': id }),
  'provision:step': step,
});

/** The tags that a search for a stack begins with. Of one without an id, it finds those of its name that have one, too. */
export const marksOf = (stack: string, id: string): Tags => ({
  'provision:stack': stack,
  ...(id !== noStackId && { 'provision:id': id }),
});

/** The part of a map of tags that says whose a resource is. States of before there were ids have tags without one. */
export const identityIn = (tags: Tags): Tags =>
  Object.fromEntries(identityKeys.flatMap((key) => (tags[key] === undefined ? [] : [[key, tags[key]]])));

/** Whether the same step of the same stack has made both. */
export const isSameOwner = (one: Tags | undefined, other: Tags): boolean =>
  identityKeys.every((key) => one?.[key] === other[key]);

/** Whether the same stack has made both: not only one of the same name. */
export const isSameStack = (one: Tags | undefined, other: Tags): boolean =>
  (['provision:stack', 'provision:id'] as const).every((key) => one?.[key] === other[key]);
