import type { Context } from '../../../service.js';
import { clusters } from '../tables.js';

/**
 * Puts a cluster of somebody else into a world, empty, as a rehearsal takes it to be. One that is there has these
 * capacity providers, too.
 * @param clusterArn `arn:aws:ecs:us-east-1:123456789012:cluster/shared`
 */
export function putCluster(
  place: Pick<Context, 'world' | 'region'>,
  clusterArn: string,
  capacityProviders: readonly string[],
): void {
  const clusterName = clusterArn.split('/').at(-1) ?? '';
  const there = clusters(place).get(clusterName);
  if (there) {
    there.cluster.capacityProviders = [...new Set([...(there.cluster.capacityProviders ?? []), ...capacityProviders])];
    return;
  }
  const cluster = {
    ...{ clusterArn, clusterName, status: 'ACTIVE' },
    settings: [{ name: 'containerInsights' as const, value: 'disabled' }],
    ...{ capacityProviders: [...capacityProviders], defaultCapacityProviderStrategy: [] },
  };
  clusters(place).set(clusterName, { cluster, tags: [] });
}
