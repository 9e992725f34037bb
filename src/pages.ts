import { incompleteAnswer } from './step.js';

/** One page of a list operation: its items, and the token of the next page. */
export interface Page<Item> {
  readonly items: readonly Item[] | undefined;
  readonly next: string | undefined;
}

/**
 * All items of a paged list, read page after page.
 * @param page reads one page; its token is undefined for the first page
 * @throws Error where a page leads to itself: the endpoint behind is not AWS-compatible
 */
export async function pages<Item>(
  page: (token: string | undefined) => Promise<Page<Item>>,
  token?: string,
): Promise<readonly Item[]> {
  const { items = [], next } = await page(token);
  // No service does this. An endpoint that does would be asked for ever.
  if (next !== undefined && next !== '' && next === token)
    throw incompleteAnswer('the endpoint answered a page with the token of the same page');
  return next ? [...items, ...(await pages(page, next))] : items;
}

/** The same, or undefined where there are more pages once it has so many. */
export async function pagesUpTo<Item>(
  most: number,
  page: (token: string | undefined) => Promise<Page<Item>>,
): Promise<readonly Item[] | undefined> {
  let count = 0;
  let isCut = false;
  const items = await pages(async (token) => {
    const read = await page(token);
    count += read.items?.length ?? 0;
    isCut = read.next !== undefined && read.next !== '' && count >= most;
    return isCut ? { ...read, next: undefined } : read;
  });
  return isCut ? undefined : items;
}

/** A list in parts of at most so many, for operations that take no more at once. */
export const inGroupsOf = <Item>(most: number, items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / most) }, (_, at) => items.slice(at * most, (at + 1) * most));
