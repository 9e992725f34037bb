import { fit, oneLine } from './text.js';
import { plainText } from '../plain-text.js';

/** A value of a call's input on one line, without the signs that only JSON needs, and cut where it is too long. */
export const shortValue = (value: unknown, width: number): string => fit(wholeValue(value), width);

/** The same, all of it. */
export const wholeValue = (value: unknown): string => oneLine(flow(value));

function flow(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '""' : value;
  if (value === null || typeof value !== 'object') return plainText(value);
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
  if (Array.isArray(value)) return listed(value);
  const members = Object.entries(value).filter(([, it]) => it !== undefined);
  if (isIdSet(members)) return `[${members.map(([id]) => id).join(', ')}]`;
  return `{${members.map(([name, it]) => `${name}: ${flow(it)}`).join(', ')}}`;
}

/** A set of ids, which wants have in the place of a list that has no order: `{ 'subnet-1': true }`. */
const isIdSet = (members: readonly (readonly [string, unknown])[]): boolean =>
  members.length > 0 && members.every(([name, it]) => it === true && /[-:]/.test(name));

const listed = (values: readonly unknown[]): string => `[${values.map((it) => tagText(it) ?? flow(it)).join(', ')}]`;

/** `team=shop`: most services write a tag, and EC2 a filter, as an object of two members. */
function tagText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return undefined;
  const name = member(value, 'key', 'Key', 'Name', 'name');
  const text = member(value, 'value', 'Value', 'Values', 'values');
  return typeof name === 'string' && text !== undefined ? `${name}=${flow(text)}` : undefined;
}

const member = (value: object, ...names: readonly string[]): unknown =>
  names.map((name): unknown => Reflect.get(value, name)).find((it) => it !== undefined);

/**
 * What a lesson calls a parameter, in an input: `containerDefinitions.image`, of each item where it is a list.
 * @returns undefined where the input has nothing there, or an empty list
 */
export function valueAt(input: unknown, path: string): unknown {
  const [member = '', ...rest] = path.split('.');
  const found = memberOf(input, member);
  if (rest.length > 0 && found !== undefined) return valueAt(found, rest.join('.'));
  return isEmpty(found) ? undefined : found;
}
const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Array.isArray(value) ? oneOf(value.map((it) => memberOf(it, name))) : Reflect.get(value, name);
}

function oneOf(found: readonly unknown[]): unknown {
  const there = found.filter((it) => it !== undefined && !isEmpty(it));
  return there.length > 1 ? there : there[0];
}
