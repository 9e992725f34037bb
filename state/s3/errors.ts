import { codeOf, messageOf } from '../../src/aws-errors.js';
import { FailureError, type Failure } from '../../src/failure.js';

/** Parts of an answer that the SDK keeps with an error of S3. */
interface Answered {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: { readonly [name: string]: string } };
}

/** HTTP's status; undefined where there was no answer. */
export const statusOf = (error: unknown): number | undefined => (error as Answered).$metadata?.httpStatusCode;

export const headerOf = (error: unknown, name: string): string | undefined =>
  (error as Answered).$response?.headers?.[name];

/** Whether a write may have been done all the same: its answer is lost, or S3 failed while it was at it. */
export const isUnclear = (error: unknown): boolean => {
  const status = statusOf(error);
  if (codeOf(error) === 'ForeignAnswer') return true;
  return status === undefined ? !isLocal(error) : status >= 500 && status !== 501;
};

/** Whether the request never left: the SDK found no credentials, or refused the input. */
const isLocal = (error: unknown): boolean => /Credentials|TokenProvider|InvalidBucketName/.test(codeOf(error));

/** Whether a condition was not met: somebody else has written, or taken away, what was expected. */
export const isConditionFailed = (error: unknown): boolean =>
  statusOf(error) === 412 || (statusOf(error) === 404 && codeOf(error) === 'NoSuchKey');

/**
 * Nothing was done, and the next try may do it: another write was under way at that moment, or the clock of this machine
 * is wrong, which the SDK corrects by the time in the answer.
 * Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (RequestTimeTooSkewed)
 */
export const isPassing = (error: unknown): boolean =>
  statusOf(error) === 409 || codeOf(error) === 'RequestTimeTooSkewed';

/**
 * What an error means for a state in S3.
 * @param code where nothing better is known: whether it was read or written
 */
export function stateFailure(
  error: unknown,
  path: string,
  code: 'state-unreadable' | 'state-unwritable',
): FailureError {
  if (error instanceof FailureError) return error;
  const [name, message] = [codeOf(error), messageOf(error)];
  const bucket = /^s3:\/\/[^/]+/.exec(path)?.[0] ?? path;
  const failure = ((): Failure => {
    if (name === 'NoSuchBucket')
      return {
        code: 'bad-usage',
        message: `there is no bucket ${bucket}`,
        hint: `provision state init --state ${bucket} makes it`,
      };
    if (/ExpiredToken|InvalidAccessKeyId|InvalidToken|SignatureDoesNotMatch/.test(name))
      return { code: 'no-credentials', message, refused: true };
    if (isLocal(error)) return { code: 'no-credentials', message };
    return { code, path, why: name === message ? message : `${name}: ${message}` };
  })();
  return new FailureError(failure);
}
