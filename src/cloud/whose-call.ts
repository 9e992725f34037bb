import { SMITHY_CONTEXT_KEY, type HandlerExecutionContext } from '@smithy/types';
import { perService, type Senders, type ServiceId } from '../aws/services.js';

/**
 * Which step each command belongs to. It is noted where the command is sent, and read in the client's middlewares. An
 * `AsyncLocalStorage` would need no senders of a step's own, but before Node 24, one that is used makes every promise of the
 * process slower: 6 % of the CPU time of a run.
 */
const steps = new WeakMap<object, string>();

/** The same senders, for the verbs of one step: the commands that they send belong to it. */
export function sendersOf(step: string, senders: Senders): Senders {
  type Send = (command: object, ...more: never[]) => Promise<unknown>;
  const sender = (service: ServiceId) => ({
    send: ((command, ...more) => {
      steps.set(command, step);
      return (senders[service] as unknown as { send: Send }).send(command, ...more);
    }) as Send,
  });
  return perService(sender) as unknown as Senders;
}

/** @returns undefined for a command that belongs to no step */
export function stepOf(context: HandlerExecutionContext): string | undefined {
  const { commandInstance } = (context[SMITHY_CONTEXT_KEY] ?? {}) as { readonly commandInstance?: object };
  return commandInstance && steps.get(commandInstance);
}
