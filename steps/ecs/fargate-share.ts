import type { TaskPlace } from './task-place.js';

/** AWS's own capacity providers. */
export type FargateProvider = 'FARGATE' | 'FARGATE_SPOT';

/**
 * How many of so many tasks a strategy puts on a provider: the base first, then by weight. What the weights do not part evenly is a fraction.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
export function shareOf(
  provider: FargateProvider,
  count: number,
  strategy: NonNullable<TaskPlace['capacityProviderStrategy']>,
): number {
  const own = strategy.find(({ capacityProvider }) => capacityProvider === provider);
  if (!own) return 0;
  const bases = strategy.reduce((sum, { base }) => sum + base, 0);
  const weights = strategy.reduce((sum, { weight }) => sum + weight, 0);
  const others = Math.max(0, count - bases);
  return Math.min(count, own.base) + (weights > 0 ? (others * own.weight) / weights : 0);
}
