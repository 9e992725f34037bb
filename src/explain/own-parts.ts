/**
 * What `provision` puts into calls for itself and AWS does not ask for: its tags, and tokens. It is told once, in the lesson
 * `what-provision-adds`, and left out of the calls that are shown.
 */

const ownTag = /^provision:/;
const token = /^(client(request)?token|creatorrequestid|idempotencytoken)$/i;
const tagList = /^tags?(list|specifications)?$/i;

/** Whether a parameter is there for `provision` alone. In a call that is about tags, they are what it is about. */
export const isOwnParameter = (operation: string, parameter: string): boolean =>
  token.test(parameter) || (tagList.test(parameter) && !isAboutTags(operation));

const isAboutTags = (operation: string): boolean => /:\w*Tag/.test(operation);

/** An input without tokens and without our tags. Tags of the config stay. @param operation `ec2:CreateVpc` */
export function withoutOwnParts(operation: string, input: unknown): unknown {
  if (isAboutTags(operation)) return input;
  return stripped(input);
}

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((it) => !isOwnTag(it)).map(stripped);
  if (!isPlain(value)) return value;
  const members = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    if (token.test(name) || ownTag.test(name)) return [];
    const rest = stripped(member);
    return tagList.test(name) && hasNoTags(rest) ? [] : [[name, rest]];
  });
  return Object.fromEntries(members);
}

/** A tag as most services write it; EC2's specifications have lists of them. */
const isOwnTag = (value: unknown): boolean =>
  isPlain(value) && ['Key', 'key', 'TagKey'].some((name) => ownTag.test(String(Reflect.get(value, name) ?? '')));

const hasNoTags = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.every((it) => isPlain(it) && 'ResourceType' in it && !('Tags' in it));
  return isPlain(value) && Object.keys(value).length === 0;
};

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
