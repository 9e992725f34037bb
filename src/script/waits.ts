import { stringsIn } from '../rehearsal/json-strings.js';
import type { Scripting, Wait } from '../scripting.js';
import type { Resource } from '../step.js';
import type { Structure } from './structure.js';
import type { Call, TranscriptEntry } from './transcript.js';

/** From this many minutes on, other work is done meanwhile. */
const slow = 10;

/** How a resource is waited for: no shorter than the program itself would, for what was wanted of it. */
export function waitsOf(resource: Resource | undefined, want: unknown): Scripting['waits'] {
  const extra = Math.ceil((resource?.extraSeconds?.(want ?? {}) ?? 0) / 60);
  return resource?.script?.waits?.map((wait) =>
    wait.minutes === undefined ? wait : { ...wait, minutes: wait.minutes + extra },
  );
}

/** Whether things of a noun take long to come to that end. */
export const isSlow = (waits: Scripting['waits'] = [], end: Wait['for']): boolean =>
  waits.some((wait) => wait.for === end && (wait.minutes ?? 0) >= slow);

/** What has to be looked at, with the call that says how. */
export interface WaitCall {
  readonly wait: Wait;
  readonly call: Call;
}

/** The calls that show that an entry is ready or gone. */
export function waitCallsFor({ deletes, waits = [], calls, gives }: TranscriptEntry): WaitCall[] {
  const end = deletes ? 'gone' : 'ready';
  const ids = new Set(stringsIn(gives).map(([, text]) => text));
  const names = ({ input }: Call) => stringsIn(input).some(([, text]) => ids.has(text));
  return waits
    .filter((wait) => wait.for === end)
    .flatMap((wait) => {
      // A search by tags is of the same operation, and does not find what is gone: one that names the thing is better.
      const alike = calls.filter(({ operation }) => operation === wait.like);
      const like = alike.findLast(names) ?? alike.at(-1);
      if (!like) return [];
      const input = wait.input?.(like.input as Structure) ?? needed(like.input as Structure);
      return [{ wait, call: { service: like.service, operation: wait.ask ?? wait.like, input } }];
    });
}

/** Of what a look may bring besides, only that which tells how far it is. */
const needed = ({ include, ...input }: Structure): object =>
  Array.isArray(include) && include.includes('ATTACHMENTS') ? { ...input, include: ['ATTACHMENTS'] } : input;

/** What a look asks of the answer. */
export const queryOf = ({ query = '' }: Wait, { calls }: TranscriptEntry): string =>
  typeof query === 'function' ? query(calls) : query;
