import { SMITHY_CONTEXT_KEY, type HandlerExecutionContext } from '@smithy/types';
import { sendersBy, type Senders } from '../aws/services.js';

/**
 * Which step each command belongs to. It is noted where the command is sent, and read in the client's middlewares. An
 * `AsyncLocalStorage` would need no senders of a step's own, but before Node 24, one that is used makes every promise of the
 * process slower: 6 % of the CPU time of a run.
 */
const steps = new WeakMap<object, string>();

/** The same senders, for the verbs of one step: the commands that they send belong to it. */
export const sendersOf = (step: string, senders: Senders): Senders =>
  sendersBy((command) => {
    steps.set(command, step);
    return senders;
  });

/** @returns undefined for a command that belongs to no step */
export const stepOfCommand = (command: object): string | undefined => steps.get(command);

/** The same, in a client's middleware. */
export function stepOf(context: HandlerExecutionContext): string | undefined {
  const { commandInstance } = (context[SMITHY_CONTEXT_KEY] ?? {}) as { readonly commandInstance?: object };
  return commandInstance && stepOfCommand(commandInstance);
}

/** Lets a command belong to the step of another one, in whose place it is sent. */
export function passStep(from: object, to: object): void {
  const step = steps.get(from);
  if (step !== undefined) steps.set(to, step);
}
