/**
 * Where in a config a member is written (`places.ts`). `task`: in a service, a job or a container. `rule`: of the load balancer.
 * `volume`: one of a task.
 */
export type Around =
  | ('top' | 'network' | 'cluster' | 'ingress' | 'balancer' | 'domain')
  | ('task' | 'service' | 'job' | 'container')
  | ('port' | 'rule' | 'target' | 'rollout' | 'scaling' | 'discovery')
  | ('volume' | 'efs' | 'health' | 'logs' | 'restart' | 'mount');

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

export const inJob = wishFor('job');
export const inServiceOrJob = wishFor('service', 'job');
export const inBalancer = wishFor('balancer');
export const inIngressOrBalancer = wishFor('ingress', 'balancer');
export const inDomain = wishFor('domain');
export const inIngressOrDomain = wishFor('ingress', 'domain');
export const inRule = wishFor('rule');
export const inPort = wishFor('port');
export const inTaskOrPort = wishFor('task', 'port');
export const inTarget = wishFor('target');
export const inRollout = wishFor('rollout');
export const inServiceOrRollout = wishFor('service', 'rollout');
export const inScaling = wishFor('scaling');
export const inDiscovery = wishFor('discovery');
export const inVolume = wishFor('volume');
export const inEfs = wishFor('efs');
export const inHealth = wishFor('health');
export const inRestart = wishFor('restart');
export const inMount = wishFor('mount');
/** Words that mean something else in parts of other files, so that only a config is refused with them. */
export const inTaskOfConfig = wishFor('service', 'job', 'container');
export const inTask = wishFor('task');
export const inService = wishFor('service');
export const atTop = wishFor('top');
export const inTaskOrTop = wishFor('task', 'top');
export const inIngress = wishFor('ingress');
export const inNetwork = wishFor('network');
export const inCluster = wishFor('cluster');

/** How names are compared: `mount_points` is `mountPoints`. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');
