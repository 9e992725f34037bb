const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * Whether `live` says all that `want` says. AWS adds defaults to what it was given, so `live` may say more;
 * lists must have the same length and order.
 */
export function agrees(want: unknown, live: unknown): boolean {
  if (Array.isArray(want))
    return Array.isArray(live) && live.length === want.length && want.every((item, at) => agrees(item, live[at]));
  if (isObject(want)) return isObject(live) && Object.entries(want).every(([name, value]) => agrees(value, live[name]));
  return want === live;
}
