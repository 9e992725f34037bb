import { isDeepStrictEqual } from 'node:util';
import { AwsError, regional, type Operation } from '../../service.js';

/** What a token was first used for: the request without the token, and its answer. */
interface Use {
  readonly request: unknown;
  readonly answer: object;
}
const uses = regional<Use>('ec2/client-tokens');

/**
 * Gives an operation its `ClientToken`: the same request with the same token is answered as it was the first time,
 * even where the resource is gone by now; a different one is refused.
 * Source: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
 */
export const idempotent = (operation: Operation): Operation => ({
  ...operation,
  handle(input, context) {
    const { ClientToken: token, ...request } = input as { readonly ClientToken?: string };
    if (!token) return operation.handle(input, context);
    const key = `${operation.schema[2]}/${token}`;
    const earlier = uses(context).get(key);
    if (!earlier) {
      const answer = operation.handle(input, context);
      uses(context).set(key, { request: plain(request), answer });
      return answer;
    }
    if (isDeepStrictEqual(earlier.request, plain(request))) return earlier.answer;
    throw new AwsError(
      'IdempotentParameterMismatch',
      'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
    );
  },
});

/** Without members that are there but undefined. */
const plain = (request: object): unknown => JSON.parse(JSON.stringify(request));
