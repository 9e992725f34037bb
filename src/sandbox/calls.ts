import { isMutating } from '../operation.js';

/** One request to the sandbox and how it was answered. */
export interface Call {
  /** `ec2`, `ecs`, … */
  readonly service: string;
  /** `CreateVpc`; method and path for a REST request to no operation that the sandbox has. */
  readonly operation: string;
  readonly mutating: boolean;
  /** As answered. Where a fault lost the answer: as it would have been. */
  readonly status: number;
  /** The error's name, as `name` is on the SDK's exception; null where it was answered well. */
  readonly error: string | null;
  /** The sandbox's time, ISO 8601. */
  readonly time: string;
}

/** What was asked of the sandbox, oldest first. It remembers so many and forgets the oldest. */
export class Calls {
  readonly #calls: Call[] = [];
  readonly #most: number;

  constructor(most = 100_000) {
    this.#most = most;
  }

  add({ service, operation, status, error, time }: Omit<Call, 'mutating'>): void {
    const mutating = isMutating(operation) && !/^(GET|HEAD) /.test(operation);
    this.#calls.push({ service, operation, mutating, status, error, time });
    if (this.#calls.length > this.#most) this.#calls.shift();
  }

  all(): readonly Call[] {
    return [...this.#calls];
  }

  clear(): void {
    this.#calls.length = 0;
  }
}
