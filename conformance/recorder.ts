import type { Answered } from '../src/cloud/watch.js';
import type { Emit } from '../src/events.js';

/** A call of a probe, and what AWS answered. */
export interface RecordedCall {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly output?: object;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Keeps the calls of each probe, in the order of their answers. */
export class Recorder {
  readonly #calls = new Map<string, RecordedCall[]>();

  readonly emit: Emit = (event) => {
    if (event.type !== 'call' || event.step === undefined || event.outcome.ok) return;
    const { step, service, operation, input, outcome } = event;
    this.#add(step, { service, operation, input, error: { code: outcome.error, message: outcome.message } });
  };

  readonly answered: Answered = ({ step, service, operation, input, output }) => {
    if (step !== undefined) this.#add(step, { service, operation, input, output });
  };

  callsOf(probe: string): readonly RecordedCall[] {
    return this.#calls.get(probe) ?? [];
  }

  #add(probe: string, call: RecordedCall): void {
    const calls = this.#calls.get(probe);
    if (calls) calls.push(call);
    else this.#calls.set(probe, [call]);
  }
}
