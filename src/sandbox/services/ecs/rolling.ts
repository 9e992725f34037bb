/** How many tasks a service wants, and the bounds in which it may be on the way there. */
export interface Bounds {
  readonly desired: number;
  /** Percent of `desired` that must stay healthy, rounded up. */
  readonly minimumHealthyPercent: number;
  /** Percent of `desired` that may run or start, rounded down. */
  readonly maximumPercent: number;
  /** False while launching is held back: then nothing healthy makes room for what does not come. */
  readonly mayLaunch: boolean;
}

/** Tasks that are not on their way out. */
export interface Crew {
  readonly healthy: number;
  readonly unhealthy: number;
}

/** What to do now. Old tasks that are not healthy are stopped in any case, and before healthy ones. */
export interface Move {
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
export function nextMove(bounds: Bounds, own: Crew, old: Crew): Move {
  const { desired, mayLaunch } = bounds;
  const least = Math.ceil((desired * bounds.minimumHealthyPercent) / 100);
  const most = Math.floor((desired * bounds.maximumPercent) / 100);
  const stopOwn = Math.max(0, own.healthy + own.unhealthy - desired);
  const ownLeft = own.healthy + own.unhealthy - stopOwn;
  const missing = mayLaunch ? desired - ownLeft : 0;
  const room = Math.max(0, most - ownLeft - old.healthy);
  const keep = missing > room ? least : desired;
  const healthy = Math.min(own.healthy, desired) + old.healthy;
  const stopOldHealthy = Math.min(old.healthy, Math.max(0, healthy - keep));
  return { launch: Math.min(missing, room + stopOldHealthy), stopOwn, stopOldHealthy };
}
