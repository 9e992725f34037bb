import type { Context } from '../../service.js';
import { isFargate } from './capacity-provider-strategy.js';
import { look } from './scheduler.js';
import { services } from './tables.js';

/** Has all services looked at that run on container instances of this cluster: there may be room for them now. */
export function lookAtServicesOn(context: Context, clusterArn: string): void {
  const there = services(context).all(
    ({ service, deployments: [{ revision }] }) =>
      service.clusterArn === clusterArn && service.status === 'ACTIVE' && !isFargate(revision),
  );
  for (const row of there) look(context, row);
}
