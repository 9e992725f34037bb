import { isMutating } from '../is-mutating.js';

/** One request to the sandbox and how it was answered. */
export interface Call {
  /** `ec2`, `ecs`, … */
  readonly service: string;
  /** `CreateVpc`; method and path for a REST request to no operation that the sandbox has. */
  readonly operation: string;
  readonly mutating: boolean;
  /** The HTTP status of the answer. Where a fault lost the answer, it is the status that would have been sent. */
  readonly status: number;
  /** The error's name, as in `name` of the SDK's exception; null where the call succeeded. */
  readonly error: string | null;
  /** The sandbox's time, ISO 8601. */
  readonly time: string;
}

/** The calls that the sandbox has answered, oldest first. Beyond a maximum it drops the oldest. */
export class Calls {
  readonly #calls: Call[] = [];
  readonly #most: number;
  readonly #onCall: (call: Call) => void;

  /** @param onCall called with each call when it is answered */
  constructor(onCall: (call: Call) => void = () => {}, most = 100_000) {
    this.#most = most;
    this.#onCall = onCall;
  }

  /** @returns what is kept of it */
  add({ service, operation, status, error, time }: Omit<Call, 'mutating'>): Call {
    const mutating = isMutating(operation) && !/^(GET|HEAD) /.test(operation);
    const call: Call = { service, operation, mutating, status, error, time };
    this.#calls.push(call);
    this.#onCall(call);
    if (this.#calls.length > this.#most) this.#calls.shift();
    return call;
  }

  all(): readonly Call[] {
    return [...this.#calls];
  }

  clear(): void {
    this.#calls.length = 0;
  }
}
