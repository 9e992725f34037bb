import type { Senders } from '../../aws/services.js';
import { all } from '../../all.js';
import type { Inventory } from './inventory.js';
import { readNetworks } from './read-networks.js';
import { readRunning } from './read-running.js';
import { readWaysIn } from './read-ways-in.js';

/**
 * Looks at all that there is in a region, by Describe, Get and List calls alone.
 * @throws what AWS refuses
 */
export async function readInventory(senders: Senders): Promise<Inventory> {
  const [networks, waysIn, running] = await all([readNetworks(senders), readWaysIn(senders), readRunning(senders)]);
  return { ...networks, ...waysIn, ...running };
}
