import type { Context } from '../../../service.js';
import { isFargate } from '../capacity/capacity-provider-strategy.js';
import { scheduleReconcile } from './scheduler.js';
import { services } from '../tables.js';

/**
 * Schedules a reconciliation of all services that run on this cluster's container instances, because there may be room
 * for their tasks now.
 */
export function reconcileServicesOn(context: Context, clusterArn: string): void {
  const there = services(context).all(
    ({ service, deployments: [{ revision }] }) =>
      service.clusterArn === clusterArn && service.status === 'ACTIVE' && !isFargate(revision),
  );
  for (const row of there) scheduleReconcile(context, row);
}
