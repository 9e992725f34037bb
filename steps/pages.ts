/** One page of a list operation: what is on it, and what the next one is asked for with. */
interface Page<Item> {
  readonly items: readonly Item[] | undefined;
  readonly next: string | undefined;
}

/**
 * All items of a paged list, asked for page after page.
 * @param page asks for one page; its token is undefined for the first
 */
export async function pages<Item>(
  page: (token: string | undefined) => Promise<Page<Item>>,
  token?: string,
): Promise<readonly Item[]> {
  const { items = [], next } = await page(token);
  return next ? [...items, ...(await pages(page, next))] : items;
}
