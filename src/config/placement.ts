import type { Shape } from './schema.js';
import type { Sound } from './sound.js';

/** What a config says of where things are, each said in one place for rules and steps alike. */

type Placed = Sound<Shape>;
type Service = Sound<Shape['services'][string]>;

/** Where a service's tasks run: in private subnets, where there are such, unless it says otherwise. */
export function placementOf({ network }: Placed, service: Service | undefined): 'public' | 'private' {
  if (service?.subnets) return service.subnets;
  const { existing } = network ?? {};
  if (existing) return (existing.private ?? []).length > 0 ? 'private' : 'public';
  return network?.egress === 'public' ? 'public' : 'private';
}

/** Whether requests come from the internet to a load balancer, through the HTTP API to one inside, or to none. */
export function balancerOf({ ingress }: Placed): 'internet-facing' | 'internal' | undefined {
  if (ingress?.type === 'alb') return 'internet-facing';
  return ingress?.type === 'http-api' && ingress.via === 'alb' ? 'internal' : undefined;
}

/** In which subnets the load balancer is, where there is one: one inside prefers private ones. */
export function balancerSideOf(config: Placed): 'public' | 'private' | undefined {
  const { existing } = config.network ?? {};
  const scheme = balancerOf(config);
  if (!scheme) return undefined;
  const hasPrivate = existing ? (existing.private ?? []).length > 0 : hasPrivateSubnets(config);
  return scheme === 'internal' && hasPrivate ? 'private' : 'public';
}

/** Whether there are public subnets: for the tasks, for NAT gateways, or for what the internet calls. */
export const hasPublicSubnets = (config: Placed): boolean =>
  config.network?.egress !== 'endpoints' ||
  config.ingress?.type === 'alb' ||
  Object.values(config.services ?? {}).some((service) => placementOf(config, service) === 'public');

export const hasPrivateSubnets = ({ network }: Placed): boolean => network?.egress !== 'public';

/** Whether an image lies in a private repository of ECR, which VPC endpoints lead to. */
export const isPrivateImage = ({ image, repository }: Service): boolean =>
  repository !== undefined || /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\//.test(image ?? '');
