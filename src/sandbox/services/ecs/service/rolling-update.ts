/** A service's desired count, and the limits that hold while it gets there. */
export interface RollingLimits {
  readonly desired: number;
  /** Percent of `desired` that must stay healthy, rounded up. */
  readonly minimumHealthyPercent: number;
  /** Percent of `desired` that may run or start, rounded down. */
  readonly maximumPercent: number;
  /** False during a back-off. Then no healthy task is stopped to make room for a new one. */
  readonly mayLaunch: boolean;
  /** A new one found no room last time, so old ones have to leave first, as far as the minimum lets them. */
  readonly isCrowded?: boolean;
}

/** The counts of tasks that are not being stopped. */
export interface TaskCounts {
  readonly healthy: number;
  readonly unhealthy: number;
  /** Of these, how many are protected: they are stopped by no update. */
  readonly protected?: number;
}

/** What to launch and stop now. Old tasks that are not healthy are always stopped, and before healthy ones. */
export interface RollingStep {
  readonly launch: number;
  readonly stopOwn: number;
  readonly stopOldHealthy: number;
}

/**
 * The next move of a rolling update: start the new ones beside the old where the maximum lets it, else make room
 * first, down to the minimum. The same arithmetic scales a service out and in.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 * @param own the tasks of the PRIMARY deployment
 * @param old those of all others
 */
export function nextRollingStep(bounds: RollingLimits, own: TaskCounts, old: TaskCounts): RollingStep {
  const { desired, mayLaunch } = bounds;
  const least = Math.ceil((desired * bounds.minimumHealthyPercent) / 100);
  const most = Math.floor((desired * bounds.maximumPercent) / 100);
  const all = own.healthy + own.unhealthy;
  const stopOwn = Math.min(Math.max(0, all - desired), all - (own.protected ?? 0));
  const ownLeft = all - stopOwn;
  const missing = mayLaunch ? Math.max(0, desired - ownLeft) : 0;
  const room = Math.max(0, most - ownLeft - old.healthy);
  const keep = missing > room || (missing > 0 && bounds.isCrowded) ? least : desired;
  const healthy = Math.min(own.healthy, desired) + old.healthy;
  const stopOldHealthy = Math.min(old.healthy - (old.protected ?? 0), Math.max(0, healthy - keep));
  return { launch: Math.min(missing, room + stopOldHealthy), stopOwn, stopOldHealthy };
}
