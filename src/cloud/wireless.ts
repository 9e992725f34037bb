import { perService, type Senders, type ServiceId } from '../aws/services.js';
import type { SdkClient } from '../aws/client.js';
import type { Emit } from '../events.js';
import { inputOf, operationOf, type Command } from './questions.js';
import { telling, type Admit } from './watch.js';
import { stepOfCommand, turnOfCommand } from './whose-call.js';

/**
 * What answers calls in this process, where nobody needs to see them as text. It repeats nothing: the SDK's own repeating of questions
 * that AWS has refused as too fast is left to who asks.
 */
export interface Wireless {
  /** Whether it answers the next call to this service. The others go over the wire. */
  answers(service: ServiceId): boolean;
  /** @throws Error as the SDK throws it */
  ask(service: ServiceId, operation: string, input: object): Promise<object>;
}

/**
 * Senders that ask what answers without a wire, and tell of each call as the watcher of a client does. The SDK's own work for a call (its text, its
 * signature, its middlewares) and the sandbox's reading of it are half of the CPU time of a rehearsal.
 * @param wired for the services that it does not answer
 */
export const wirelessSenders = (wireless: Wireless, wired: Senders, emit: Emit, admit: Admit): Senders =>
  perService((service): Pick<SdkClient, 'send'> => {
    const overWire: Pick<SdkClient, 'send'> = wired[service];
    const send = (command: Command, ...more: never[]): Promise<object> => {
      // What is asked with options may be aborted.
      if (more.length > 0 || !wireless.answers(service))
        return overWire.send(...([command, ...more] as never[])) as Promise<object>;
      const operation = operationOf(command);
      const shape = inputOf(command);
      const call = { service, operation, input: command.input, step: stepOfCommand(command) };
      return admit(call, (queueMs) => {
        const turn = turnOfCommand(command);
        turn?.pass.leaves();
        const held = { turnMs: turn?.ms ?? 0, queueMs };
        return telling(emit, { ...call, shape, held }, () => wireless.ask(service, operation, command.input));
      });
    };
    return { send: send as SdkClient['send'] };
  }) as Senders;
