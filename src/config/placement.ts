import type { Path } from './member-path.js';
import { registryOf } from './registry-account.js';
import type { Shape } from './shape.js';
import { tasksOf, type TaskSettings } from './tasks.js';
import type { ValidPart } from './valid-part.js';

/** Where a config puts tasks, load balancer and subnets. Rules and steps both use these functions. */

type Placed = ValidPart<Shape>;
type Task = ValidPart<TaskSettings>;

/** Where the tasks of a service or job run: as its member `subnets` says, else in private subnets if there are any. */
export function placementOf({ network }: Placed, task: Pick<Task, 'subnets'> | undefined): 'public' | 'private' {
  if (task?.subnets) return task.subnets;
  const { existing } = network ?? {};
  if (existing) return (existing.private ?? []).length > 0 ? 'private' : 'public';
  return network?.egress === 'public' ? 'public' : 'private';
}

/** The scheme of the load balancer: `internal` behind an HTTP API; undefined if there is no load balancer. */
export function balancerOf({ ingress }: Placed): 'internet-facing' | 'internal' | undefined {
  if (ingress?.type === 'alb') return 'internet-facing';
  return ingress?.type === 'http-api' && ingress.via === 'alb' ? 'internal' : undefined;
}

/** The load balancer that exists already, if the ingress is one; its listener as said. */
export function existingBalancerOf({
  ingress,
}: ValidPart<Pick<Shape, 'ingress'>>): { readonly arn: string; readonly listener?: number | undefined } | undefined {
  const { arn, listener } = ingress?.loadBalancer ?? {};
  return ingress?.type === 'alb' && arn !== undefined ? { arn, listener } : undefined;
}

/** What these two look at: a finding that follows from whether there is a load balancer, and whose, rests on it. */
export const membersOfBalancer: readonly Path[] = [
  ['ingress', 'type'],
  ['ingress', 'via'],
  ['ingress', 'loadBalancer', 'arn'],
];

/** In which subnets the load balancer of the stack is, if there is one. An internal one is in private subnets if there are any. */
export function balancerSideOf(config: Placed): 'public' | 'private' | undefined {
  const { existing } = config.network ?? {};
  const scheme = balancerOf(config);
  if (!scheme || existingBalancerOf(config)) return undefined;
  const hasPrivate = existing ? (existing.private ?? []).length > 0 : hasPrivateSubnets(config);
  return scheme === 'internal' && hasPrivate ? 'private' : 'public';
}

/** Whether there are public subnets: for tasks, for NAT gateways, or for a load balancer that the internet calls. */
export const hasPublicSubnets = (config: Placed): boolean =>
  config.network?.egress !== 'endpoints' ||
  config.ingress?.type === 'alb' ||
  tasksOf(config).some(({ task }) => placementOf(config, task) === 'public');

export const hasPrivateSubnets = ({ network }: Placed): boolean => network?.egress !== 'public';

/** What these two look at, besides where services run: a finding that follows from which subnets there are rests on it. */
export const membersOfSubnets: readonly Path[] = [
  ['network', 'egress'],
  ['ingress', 'type'],
];

/** Whether the image is in a private repository of ECR, which tasks can reach through VPC endpoints. */
export const isPrivateImage = ({ image, repository }: Pick<Task, 'image' | 'repository'>): boolean =>
  repository !== undefined || registryOf(image ?? '') !== undefined;
