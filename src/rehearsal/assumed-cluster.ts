import { plainText } from '../plain-text.js';
import { putCluster } from '../sandbox/services/ecs/cluster/put-cluster.js';
import type { LookedUp, PlaceOfLookups } from './looked-up.js';

/** A cluster with the capacity providers that services name, and nothing in it. */
export function putExistingCluster(place: PlaceOfLookups, { want }: LookedUp): void {
  const providers = want['capacityProviders'];
  putCluster(place, plainText(want['clusterArn']), Array.isArray(providers) ? providers.map(plainText) : []);
}
