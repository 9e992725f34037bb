import { SMITHY_CONTEXT_KEY, type HandlerExecutionContext } from '@smithy/types';
import { sendersBy, type Senders } from '../aws/services.js';
import type { Pass } from './pace.js';

/**
 * Which step each command belongs to. It is noted where the command is sent, and read in the client's middlewares. An
 * `AsyncLocalStorage` would need no senders of a step's own, but before Node 24, one that is used makes every promise of the
 * process slower: 6 % of the CPU time of a run.
 */
const steps = new WeakMap<object, string>();
/** Who asks, where it is a part of a step. */
const parts = new WeakMap<object, string>();

/** The same senders, for the verbs of one step: the commands that they send belong to it. @param part of the step, if one alone asks */
export const sendersOf = (step: string, senders: Senders, part?: string): Senders =>
  sendersBy((command) => {
    steps.set(command, step);
    if (part !== undefined) parts.set(command, part);
    return senders;
  });

/** @returns undefined for a command that belongs to no step */
export const stepOfCommand = (command: object): string | undefined => steps.get(command);

/** Who is told an answer once: a step, or a part of it that looks by itself. */
export function askerOf(command: object): string | undefined {
  const [step, part] = [steps.get(command), parts.get(command)];
  return step === undefined || part === undefined ? step : `${step} ${part}`;
}

/** The same, in a client's middleware. */
export function stepOf(context: HandlerExecutionContext): string | undefined {
  const command = commandIn(context);
  return command && stepOfCommand(command);
}

/** The turn of a command in AWS's rates. */
export interface HadTurn {
  /** For how many real ms it has waited for it. */
  readonly ms: number;
  readonly pass: Pass;
}
const turns = new WeakMap<object, HadTurn>();
export const noteTurn = (command: object, turn: HadTurn): void => void turns.set(command, turn);
export const turnOfCommand = (command: object): HadTurn | undefined => turns.get(command);

/** In a client's middleware. */
export function turnOf(context: HandlerExecutionContext): HadTurn | undefined {
  const command = commandIn(context);
  return command && turns.get(command);
}

/** Lets a command be whose another one is, in whose place it is sent. */
export function standsFor(command: object, other: object): void {
  const [step, turn] = [steps.get(other), turns.get(other)];
  if (step !== undefined) steps.set(command, step);
  if (turn !== undefined) turns.set(command, turn);
}

const commandIn = (context: HandlerExecutionContext): object | undefined =>
  ((context[SMITHY_CONTEXT_KEY] ?? {}) as { readonly commandInstance?: object }).commandInstance;
