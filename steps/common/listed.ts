import { pagesUpTo, type Page } from '../../src/pages.js';
import type { Cloud } from '../../src/step.js';

/** Up to here, a list is one question for all that it shows. Where it is longer, each resource is asked for. */
const mostListed = 500;

/**
 * What a list shows of a resource, where that is enough: it is recorded and stays, and the list leaves out only what cannot change. A
 * hundred of them are one call, where the service is asked for each otherwise.
 * @param page reads one page of what the service lists
 * @returns undefined where the resource itself is to be asked: also where the list is not answered, is too long, or does not show it
 */
export async function asListed<Item>(
  cloud: Cloud,
  page: (token: string | undefined) => Promise<Page<Item>>,
  isIt: (item: Item) => boolean,
): Promise<Item | undefined> {
  if (!cloud.listedTags) return undefined;
  const items = await pagesUpTo(mostListed, page).catch(() => undefined);
  return items?.find(isIt);
}
