import { all } from '../../all.js';

/**
 * Several lists, each in the order of its times, as one. Of each list, no more than one item is taken in advance.
 * @param time of an item, to be compared
 */
export async function* inOrder<Item>(
  lists: readonly AsyncIterator<Item>[],
  time: (item: Item) => number,
): AsyncGenerator<Item> {
  const heads: { readonly list: AsyncIterator<Item>; readonly item: Item }[] = [];
  const take = async (list: AsyncIterator<Item>): Promise<void> => {
    const next = await list.next();
    if (next.done !== true) heads.push({ list, item: next.value });
  };
  await all(lists.map(take));
  for (;;) {
    const first = heads.reduce<(typeof heads)[number] | undefined>(
      (best, head) => (best && time(best.item) <= time(head.item) ? best : head),
      undefined,
    );
    if (!first) return;
    yield first.item;
    heads.splice(heads.indexOf(first), 1);
    await take(first.list);
  }
}
