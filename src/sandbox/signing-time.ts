import { AwsError, type Wire } from './service.js';
import type { WireRequest } from './wire/message.js';

/**
 * How far the time in a signature may be from AWS's: "requests must reach the endpoint within five minutes of the time stamp".
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
const tolerance = { minutes: 5, ms: 5 * 60_000 };

/**
 * @param now AWS's time
 * @throws AwsError where the request was signed by a clock that goes wrong. Each protocol has a code of its own for it;
 * all of them are in the SDK's list of what a wrong clock may be the reason of, `CLOCK_SKEW_ERROR_CODES`.
 */
export function requireTimelySignature({ headers, query }: WireRequest, wire: Pick<Wire, 'protocol'>, now: Date): void {
  const stamp = headers['x-amz-date'] ?? query.get('X-Amz-Date') ?? '';
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp) ?? [];
  if (second === undefined) return;
  const signed = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const late = now.getTime() - signed.getTime();
  // A signature in a URL says itself how long it holds, and that is not looked at here.
  const isTooLate = late > tolerance.ms && !query.has('X-Amz-Expires');
  if (!isTooLate && -late <= tolerance.ms) return;
  const limit = new Date(now.getTime() + (isTooLate ? -tolerance.ms : tolerance.ms));
  const sides = `(${basic(now)} ${isTooLate ? '-' : '+'} ${tolerance.minutes} min.)`;
  const words = isTooLate
    ? `Signature expired: ${stamp} is now earlier than ${basic(limit)} ${sides}`
    : `Signature not yet current: ${stamp} is still later than ${basic(limit)} ${sides}`;
  switch (wire.protocol) {
    case 'ec2Query':
      throw new AwsError('AuthFailure', 'AWS was not able to validate the provided access credentials', {
        status: 401,
      });
    case 'awsQuery':
      throw new AwsError('SignatureDoesNotMatch', words, { status: 403 });
    case 'restXml':
      throw new AwsError(
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
        { status: 403 },
      );
    default:
      throw new AwsError('InvalidSignatureException', words, { status: 403 });
  }
}

/** `20261130T041500Z` */
const basic = (time: Date): string => time.toISOString().replace(/[-:]|\.\d+/g, '');
