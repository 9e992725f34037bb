import { AwsError } from '../service.js';
import { plainText } from '../../plain-text.js';

/**
 * The checks that AWS's service framework makes before a service sees the request, with the framework's messages. IAM
 * and CloudWatch Logs differ in the error's code only.
 * @param code what a failed check is answered with, status 400
 * @param more.isSilent the messages do not repeat what was sent: IAM's
 */
export const constraints = (code: string, { isSilent = false } = {}) => {
  const failed = (value: unknown, member: string, constraint: string) => {
    const shown = isSilent ? '' : value === undefined ? ' null' : ` '${plainText(value)}'`;
    const what = `Value${shown} at '${member}' failed to satisfy constraint: ${constraint}`;
    return new AwsError(code, `1 validation error detected: ${what}`, { status: 400 });
  };

  /** The value, which must be there. `member` is spelled as AWS's message does: `roleName`. */
  const present = <T>(value: T | undefined, member: string): T => {
    if (value === undefined) throw failed(value, member, 'Member must not be null');
    return value;
  };

  /** A text of 1 to `longest` characters that matches `pattern` as a whole. */
  const matching = (value: string | undefined, member: string, pattern: RegExp, longest: number): string => {
    const text = present(value, member);
    if (text.length < 1) throw failed(text, member, 'Member must have length greater than or equal to 1');
    if (text.length > longest) throw failed(text, member, `Member must have length less than or equal to ${longest}`);
    if (!new RegExp(`^(?:${pattern.source})$`, pattern.flags).test(text))
      throw failed(text, member, `Member must satisfy regular expression pattern: ${pattern.source}`);
    return text;
  };

  /** A number from `least` to `most`; `fallback` where there is none. */
  const within = (
    value: number | undefined,
    member: string,
    [least, most]: readonly [number, number],
    fallback: number,
  ): number => {
    const number = value ?? fallback;
    if (number < least) throw failed(number, member, `Member must have value greater than or equal to ${least}`);
    if (number > most) throw failed(number, member, `Member must have value less than or equal to ${most}`);
    return number;
  };

  return { failed, present, matching, within };
};
