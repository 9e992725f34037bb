import { codeOf, meaningOf, messageOf } from '../src/aws-errors.js';
import { perService, type Senders } from '../src/aws/services.js';
import type { Clock } from '../src/clock.js';
import { isMutating } from '../src/is-mutating.js';
import { stringsIn } from '../src/rehearsal/json-strings.js';
import { removalsOf, type Removal } from './removals.js';

/**
 * For how long AWS may not know everywhere what it has made, in ms: for questions, for what refers to it, and for the
 * service-linked role that it makes when an account uses a service for the first time.
 */
const propagation = { asked: 20_000, referred: 60_000, firstUse: 180_000 };

/** What a run has made lately: ids and names, each with the time on the run's clock. */
export type Fresh = Map<string, number>;

/**
 * Clients of which each notes what it makes, before anybody sees the answer. They repeat what AWS has throttled, and what
 * it refuses because something that the run has just made is not visible yet.
 * @param made what the whole run has made lately
 * @param note is told how to take away what a call has made
 */
export function notingClients(
  clients: Senders,
  clock: Clock,
  signal: AbortSignal,
  made: Fresh,
  note: (removal: Removal) => void,
): Senders {
  type Command = { readonly input: object; readonly schema?: readonly unknown[] };
  const isFresh = (text: string, ms: number) =>
    [...made].some(([name, at]) => clock.now() - at < ms && text.includes(name));
  const send = (service: keyof Senders) => async (command: Command) => {
    const operation = String(command.schema?.[2]);
    const client = clients[service] as { send(command: never): Promise<object> };
    const began = clock.now();
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      try {
        const output = await client.send(command as never);
        const removals = removalsOf(service, operation, command.input, output);
        for (const removal of removals) {
          note(removal);
          for (const [, text] of stringsIn(removal.input)) if (text.length > 7) made.set(text, clock.now());
        }
        if (takesAway.test(operation)) for (const [, text] of stringsIn(command.input)) made.delete(text);
        return output;
      } catch (error) {
        const isTooFast = meaningOf(error, 'create') === 'throttled' && attempt < 8;
        const ms = isMutating(operation) ? propagation.referred : propagation.asked;
        const isEarly = isInvisible(error, operation) && isFresh(messageOf(error), ms);
        const isFirst = isFirstUse(error) && clock.now() - began < propagation.firstUse;
        if (!isTooFast && !isEarly && !isFirst) throw error;
        await clock.sleep(isTooFast ? 1_000 * 2 ** attempt : 3_000, signal);
      }
    }
  };
  return perService((service) => ({ send: send(service) })) as unknown as Senders;
}

/** Whether AWS says that something does not exist: by a code, or where the code says nothing, in words. */
const isInvisible = (error: unknown, operation: string): boolean => {
  if (takesAway.test(operation)) return false;
  return isMutating(operation)
    ? meaningOf(error, 'create') === 'not-yet' || /does not exist|not found|could not be found/i.test(messageOf(error))
    : meaningOf(error, 'read') === 'gone';
};

const takesAway = /^(Delete|Terminate|Detach|Release|Deregister|Disassociate|Remove|Revoke|Stop|Untag)/;

/** Source: https://github.com/aws/containers-roadmap/issues/631 */
const isFirstUse = (error: unknown): boolean =>
  /^(InvalidParameterException|ClientException|ServiceLinkedRoleFailure)$/.test(codeOf(error)) &&
  /service.linked role/i.test(messageOf(error));
