import type { Member } from '../sdk-schema.js';
import { notImplemented, requireMembers } from './answer.js';
import { inputAsSent, outputAsSent } from './wire/as-sent.js';
import type { WireOperation } from './wire/protocol.js';
import { wireError } from './wire/query.js';
import type { WireService } from './wire/registry.js';
import type { AwsError, Service } from './service.js';

/** A call of a client in this process, which is not put on a wire. */
export interface WirelessCall {
  /** The service's id. */
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly region: string;
  readonly accessKeyId: string;
}

/**
 * Whether calls to a service need nothing of the SDK but its protocol. It changes what it sends to S3 and to Route 53, and asks
 * IAM in another region than the client's.
 * Sources: aws-sdk-js-v3, `middleware-sdk-s3` and `middleware-sdk-route53`; IAM's endpoint rules
 */
export const isWireless = ({ id, wire }: Service): boolean => wire.protocol !== 'restXml' && id !== 'iam';

/**
 * What an operation is asked, as it would arrive.
 * @throws AwsError, MalformedRequest
 */
export function wirelessInput(of: WireService, operation: WireOperation, given: object): object {
  const { input: shape, name } = operation;
  const labels = operation.route && shape.kind === 'structure' ? shape.members.filter(isLabel) : [];
  // A path with nothing in the place of a name is the path of another operation, or of none.
  if (labels.some((it) => [undefined, null, ''].includes(Reflect.get(given, it.name) as string)))
    throw notImplemented(of, `${name} without a name in its path`);
  return requireMembers(of, operation, inputAsSent(of.service.wire.protocol, shape, given));
}

const isLabel = ({ shape }: Member): boolean => shape.traits.httpLabel !== undefined;

/** An error as the SDK makes it of a refusal. Its own classes take it for one of theirs by its name. */
export const asThrown = (
  { errors, service }: WireService,
  { code, message, members }: AwsError,
  $metadata: { readonly httpStatusCode: number; readonly requestId: string },
): Error => {
  const shape = errors.get(code);
  // JSON has no other code than the name.
  const wired = service.wire.protocol.endsWith('Query') ? wireError({ shape }) : undefined;
  return Object.assign(new Error(message), {
    ...{ name: code, $fault: $metadata.httpStatusCode < 500 ? 'client' : 'server', $metadata },
    ...(wired && { Code: wired.code }),
    ...(shape && outputAsSent(shape, members)),
  });
};

/** The same error as the SDK's own handler gives, so that the SDK retries it in the same way. */
export const connectionLost = () =>
  Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
