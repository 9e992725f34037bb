import type { Context, Wire } from './service.js';

/** A check that runs before every handler and may refuse the request. */
export interface Guard {
  /** @throws AwsError where the request is not allowed */
  check(request: GuardedRequest): void;
}
export interface GuardedRequest {
  /** The service's id. */
  readonly service: string;
  /** The protocol of the request: it decides the code and the text of a denial. */
  readonly protocol: Wire['protocol'];
  readonly operation: string;
  readonly input: object;
  readonly context: Context;
}
