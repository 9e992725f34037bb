/**
 * One page of a list, sorted by key. A token names the last key of the page, so rows that are added or removed between
 * two pages neither repeat nor hide others.
 * @param key what sorts the rows; unique among them
 * @param at.size how many rows a page holds at most
 * @param at.token the previous page's `next`
 * @param at.invalid the service's error for a token it never gave out
 */
export function page<T>(
  rows: readonly T[],
  key: (row: T) => string,
  at: { readonly size: number; readonly token: string | undefined; readonly invalid: () => Error },
): { items: T[]; next: string | undefined } {
  const after = at.token === undefined ? undefined : keyIn(at.token, at.invalid);
  const rest = rows.filter((row) => after === undefined || key(row) > after).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const items = rest.slice(0, at.size);
  const last = items.at(-1);
  return { items, next: last !== undefined && rest.length > items.length ? tokenOf(key(last)) : undefined };
}

const tokenOf = (key: string) => Buffer.from(key).toString('base64url');

function keyIn(token: string, invalid: () => Error): string {
  const key = Buffer.from(token, 'base64url').toString();
  if (key === '' || tokenOf(key) !== token) throw invalid();
  return key;
}
