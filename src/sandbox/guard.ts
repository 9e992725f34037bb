import type { Context } from './service.js';

/** What stands before every handler and may refuse a request. */
export interface Guard {
  /** @throws AwsError where the request is not allowed */
  check(request: Guarded): void;
}
export interface Guarded {
  /** The service's id and its protocol: their errors differ. */
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly context: Context;
}
