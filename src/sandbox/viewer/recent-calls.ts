import { withoutVariables } from '../../hidden-values.js';
import { masked } from '../../masked.js';
import { withoutPasswords } from '../../redact.js';
import type { Call } from '../calls.js';
import type { WireOperation } from '../wire/protocol.js';
import { clientIn } from './client-in.js';

/** A call, with what was asked and who asked. */
export interface RecentCall extends Call {
  /** Counts up; no two calls of one process have the same. */
  readonly number: number;
  /** The client, as its user agent says it: `aws-cli 2.15`; absent where it says nothing that is known. */
  readonly by?: string | undefined;
  /** As it was sent, without secrets; absent where no operation took it. */
  readonly input?: unknown;
}

/** What a request asked, as far as it was understood. */
export interface Asked {
  readonly operation: WireOperation;
  readonly input: object;
}

/** The last calls with their inputs. It is kept only where somebody may look at them: a rehearsal does without. */
export class RecentCalls {
  readonly #calls: RecentCall[] = [];
  readonly #most: number;
  #number = 0;

  constructor(most = 500) {
    this.#most = most;
  }

  add(call: Call, userAgent: string | undefined, asked: Asked | undefined): void {
    const by = clientIn(userAgent ?? '');
    const input = asked && shownInput(asked);
    this.#calls.push({ ...call, number: ++this.#number, by, input });
    if (this.#calls.length > this.#most) this.#calls.shift();
  }

  /** Those with a higher number, oldest first. */
  after(number: number): readonly RecentCall[] {
    return this.#calls.filter((call) => call.number > number);
  }

  clear(): void {
    this.#calls.length = 0;
  }
}

/**
 * What may be shown of an input: no member that the service's model marks as sensitive, no value of a variable of a container, no
 * password in a URL. It is a copy: handlers may keep parts of an input, and change them.
 */
const shownInput = ({ operation, input }: Asked): unknown =>
  withoutVariables(masked(operation.input, input, { text: withoutPasswords, other: shownOther }));

/** Bytes are told by their number. */
function shownOther(value: unknown): unknown {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return value instanceof Date ? value.toISOString() : value;
}
