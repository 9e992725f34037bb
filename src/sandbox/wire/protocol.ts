import type { Operation, Service } from '../service.js';
import type { AwsError } from '../service.js';
import type { Fields, WireRequest, WireResponse } from './message.js';
import type { Route } from './route.js';
import type { Shape, Structure } from '../../sdk-schema.js';

/**
 * The server's half of one AWS protocol: it decodes inputs and encodes outputs and errors. All its functions are pure.
 * The registry has found the operation of a request before a protocol is used.
 */
export interface Protocol {
  /**
   * The operation's input.
   * @throws MalformedRequest, UnknownParameter
   */
  read(operation: WireOperation, request: WireRequest): Fields;
  answer(operation: WireOperation, output: Fields, requestId: string): WireResponse;
  refuse(refusal: ErrorAnswer, requestId: string): WireResponse;
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
  /** Only for REST services, whose operations are recognised by method and path. */
  readonly route: Route | undefined;
  readonly handle: Operation['handle'];
}

/** An error to be answered, and its shape where the service models it. */
export interface ErrorAnswer {
  readonly code: string;
  readonly message: string;
  /** The status that the error asks for; absent where its shape decides. */
  readonly status: number | undefined;
  readonly members: Fields;
  readonly shape: Structure | undefined;
}

/** Members that a modelled error carries besides its message. */
export const membersBesidesMessage = (shape: Structure): Structure => ({
  ...shape,
  members: shape.members.filter(({ name }) => name.toLowerCase() !== 'message'),
});

export const isServerError = ({ shape }: ErrorAnswer): boolean => shape?.traits.error === 'server';
