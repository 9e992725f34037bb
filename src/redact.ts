/**
 * What stands before the host of a URL: a user, and a password after a colon. Also where the rest is no URL at all. No
 * scheme is longer than this, and without a limit a long text without any URL would take minutes.
 */
const userinfo = /([a-z][a-z\d+.-]{0,30}:\/\/)([^\s/?#"'\\<>]*)@/gi;

/** The text with `***` in the place of each user and password in a URL: `https://***@host/path`. */
export const withoutPasswords = (text: string): string => text.replace(userinfo, '$1***@');

/** Whether a text has a user or a password in a URL. */
export const hasPassword = (text: string): boolean => text.includes('@') && withoutPasswords(text) !== text;

/** A copy of data with another text in the place of each that is in it, names of members included. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  return mapped(value, change) as T;
}

function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((it) => mapped(it, change));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [change(name), mapped(member, change)]));
}
