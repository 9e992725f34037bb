/**
 * How a policy's texts are compared with what is asked: `*` stands for any characters, `?` for one.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function isLike(pattern: string, text: string): boolean {
  return like(pattern).test(text);
}

/** Actions are compared without regard to case. */
export const isAction = (pattern: string, action: string): boolean => like(pattern.toLowerCase()).test(action.toLowerCase());

/** Each part of an ARN for itself; the last may have colons in it. */
export function isArnLike(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const [wanted, given] = [partsOf(pattern), partsOf(arn)];
  return wanted.length === given.length && wanted.every((part, index) => isLike(part, given[index] ?? ''));
}

function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

const made = new Map<string, RegExp>();
function like(pattern: string): RegExp {
  const known = made.get(pattern);
  if (known) return known;
  const source = pattern.replace(/[\\^$.+()[\]{}|]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  const fresh = new RegExp(`^${source}$`, 's');
  made.set(pattern, fresh);
  return fresh;
}
