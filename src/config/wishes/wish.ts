/** Where in a config a member is written. `task`: in a service, a job or a container. */
export type Around = 'top' | 'task' | 'service' | 'job' | 'network' | 'cluster' | 'ingress' | 'elsewhere';

/** A member that people know from elsewhere, and that a config does not have. */
export interface Wish {
  /** As others write it, without regard to case, hyphens and underscores. */
  readonly names: string;
  readonly around: readonly Around[];
  /** Goes on after "because". */
  readonly because: string;
  /** What to do in its place. */
  readonly instead: string;
}

const wishFor =
  (...around: readonly Around[]) =>
  (names: string, because: string, instead: string): Wish => ({ names, around, because, instead });

export const inTask = wishFor('task');
export const inService = wishFor('service');
export const atTop = wishFor('top');
export const inTaskOrTop = wishFor('task', 'top');
export const inIngress = wishFor('ingress');
export const inNetwork = wishFor('network');
export const inCluster = wishFor('cluster');

/** How names are compared: `mount_points` is `mountPoints`. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');
