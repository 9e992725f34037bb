import type { UnknownService } from './wire/unknown-service.js';
import { AwsError } from './service.js';
import type { Asked } from './viewer/recent-calls.js';
import type { Fields, WireRequest, WireResponse } from './wire/message.js';
import { missingMembers } from './wire/missing-members.js';
import type { WireOperation } from './wire/protocol.js';
import type { WireService } from './wire/registry.js';

/** What a call to AWS is read as, and what is answered. */

/** The protocol that encodes an error, and the shapes of the errors that the service models. */
interface Refusing {
  readonly protocol: Pick<WireService['protocol'], 'refuse'>;
  readonly errors: WireService['errors'];
}
export interface Answer {
  readonly response: WireResponse;
  readonly error: string | null;
  readonly asked?: Asked | undefined;
}
/** What was called, and by which request. */
export interface Called {
  readonly service: string;
  readonly operation: string;
  readonly request: WireRequest;
}
/** A call to a service that the sandbox does not have. */
export interface UnknownCall {
  readonly of: UnknownService;
  readonly looked: string;
}

/** @throws AwsError, MalformedRequest, UnknownParameter */
export function inputOf(of: WireService, operation: WireOperation, request: WireRequest): object {
  return requireMembers(of, operation, of.protocol.read(operation, request));
}

/** @returns the input @throws AwsError where it lacks what the operation requires */
export function requireMembers(
  { protocol, service }: WireService,
  { input: shape }: WireOperation,
  input: Fields,
): Fields {
  const missing = missingMembers(shape, input);
  if (missing.length > 0) throw protocol.missing(missing, service.id);
  return input;
}

export function refusal(of: Refusing, { code, message, status, members }: AwsError, requestId: string): Answer {
  const response = of.protocol.refuse({ code, message, status, members, shape: of.errors.get(code) }, requestId);
  return { response, error: code };
}

/** 501, which no SDK repeats. */
export const notImplemented = ({ service }: WireService, name: string) =>
  new AwsError('NotImplemented', `the sandbox does not have ${service.id}:${name} yet; nothing was changed`, {
    status: 501,
  });

/**
 * An answer to `HEAD` has no body: an error is known by its status alone. Its date is the sandbox's, as the `Last-Modified`
 * is that it may be compared with.
 */
export const bodiless = ({ response, ...rest }: Answer, now: Date): Answer => ({
  ...rest,
  response: { ...response, headers: { ...response.headers, date: now.toUTCString() }, body: '' },
});
