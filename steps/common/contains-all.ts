const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * Whether `live` has every member of `want`, with the same value. AWS adds defaults, so `live` may have more members.
 * Lists must have the same length and order.
 */
export function containsAll(want: unknown, live: unknown): boolean {
  if (Array.isArray(want))
    return Array.isArray(live) && live.length === want.length && want.every((item, at) => containsAll(item, live[at]));
  if (isObject(want))
    return isObject(live) && Object.entries(want).every(([name, value]) => containsAll(value, live[name]));
  return want === live;
}
