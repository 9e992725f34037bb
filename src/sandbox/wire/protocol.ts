import type { Operation, Service } from '../service.js';
import type { AwsError } from '../service.js';
import type { Fields, WireRequest, WireResponse } from './message.js';
import type { Route } from './route.js';
import type { Shape, Structure } from './schema.js';

/**
 * How one protocol says things: the server half of what the SDK's clients speak. Everything in here is pure.
 * The operation a request names is found by the registry before a protocol is asked.
 */
export interface Protocol {
  /**
   * The operation's input.
   * @throws Malformed, UnknownParameter
   */
  read(operation: WireOperation, request: WireRequest): Fields;
  answer(operation: WireOperation, output: Fields, requestId: string): WireResponse;
  refuse(refusal: Refusal, requestId: string): WireResponse;
  /** The service's error code for a request that cannot be read. */
  readonly malformed: string;
  /** The error for required members that are absent; at least one. `service` is its id. */
  missing(members: readonly string[], service: string): AwsError;
}

/** An operation with its schemas read. */
export interface WireOperation {
  readonly service: Service;
  readonly name: string;
  readonly input: Shape;
  readonly output: Shape;
  /** Of services whose operations are told apart by method and path. */
  readonly route: Route | undefined;
  readonly handle: Operation['handle'];
}

/** An error to be answered, and its shape where the service models it. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** What the sandbox insists on; absent where the shape decides. */
  readonly status: number | undefined;
  readonly members: Fields;
  readonly shape: Structure | undefined;
}

/** Members that a modelled error carries besides its message. */
export const ownMembers = (shape: Structure): Structure => ({
  ...shape,
  members: shape.members.filter(({ name }) => name.toLowerCase() !== 'message'),
});

export const isFault = ({ shape }: Refusal): boolean => shape?.traits.error === 'server';
