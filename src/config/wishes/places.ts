import type { Path } from '../member-path.js';
import type { Around } from './wish.js';

/** What a map of a config is, by its path: in the narrower sense first. `*` is any name or number. */
const places: readonly (readonly [path: string, ...around: Around[]])[] = [
  ['', 'top'],
  ['network', 'network'],
  ['cluster', 'cluster'],
  ['ingress', 'ingress'],
  ['ingress.loadBalancer', 'balancer'],
  ['ingress.domain', 'domain'],
  ['services.*', 'service', 'task'],
  ['jobs.*', 'job', 'task'],
  ['*.*.containers.*', 'container', 'task'],
  ['services.*.rules.*', 'rule'],
  ['services.*.ports.*.rules.*', 'rule'],
  ['services.*.ports.*', 'port'],
  ['services.*.target', 'target'],
  ['services.*.ports.*.target', 'target'],
  ['services.*.rollout', 'rollout'],
  ['services.*.scaling', 'scaling'],
  ['services.*.discovery', 'discovery'],
  ['*.*.volumes.*', 'volume'],
  ['*.*.volumes.*.efs', 'efs'],
  ...inContainers('healthCheck', 'health'),
  ...inContainers('logs', 'logs'),
  ...inContainers('restart', 'restart'),
  ...inContainers('mounts.*', 'mount'),
];

/** A member that containers have: the own one of a service or job, and those beside it. */
function inContainers(member: string, around: Around): [string, Around][] {
  return [
    [`*.*.${member}`, around],
    [`*.*.containers.*.${member}`, around],
  ];
}

/** What a map is, in the narrower and in the wider sense. Nothing where no wishes are known of it. */
export function placesOf(path: Path): readonly Around[] {
  const [, ...around] = places.find(([pattern]) => isLike(path, pattern)) ?? [''];
  return around;
}

function isLike(path: Path, pattern: string): boolean {
  const segments = pattern === '' ? [] : pattern.split('.');
  return segments.length === path.length && segments.every((it, i) => it === '*' || it === path[i]);
}
