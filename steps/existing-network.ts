import { balancerSideOf, placementOf } from '../src/config/placement.js';
import type { Config } from '../src/config/schema.js';
import { existingSubnet, type ExistingSubnet } from './existing-subnet.js';
import { existingVpc } from './existing-vpc.js';
import { noSide, type Network, type Side } from './network-parts.js';

type Kind = 'public' | 'private';

/** Whether the load balancer is to reach tasks in these subnets. */
const isReached = (config: Config, kind: Kind): boolean =>
  balancerSideOf(config) !== undefined &&
  Object.values(config.services).some((service) => service.rules.length > 0 && placementOf(config, service) === kind);

/**
 * A network that somebody else made: its VPC and subnets are looked up, to see that they are what they must be, and
 * nothing in it is changed. That its subnets have their ways out is taken as given.
 */
export function existingNetwork(config: Config, existing: NonNullable<Config['network']['existing']>): Network {
  const isApi = config.ingress.type === 'http-api';
  const vpc = existingVpc('existing-vpc', { vpcId: existing.vpc, needsDns: Object.values(config.services).some(({ discovery }) => discovery) });
  const side = (kind: Kind, reachedFrom?: readonly ExistingSubnet[]) =>
    existing[kind].map((subnetId, index) => {
      const forVpcLink = isApi && (kind === 'private' || existing.private.length === 0);
      return existingSubnet(`existing-${kind}-subnet-${index + 1}`, { vpc, reachedFrom }, { subnetId, forVpcLink });
    });
  const first = balancerSideOf(config) ?? 'public';
  const second = first === 'public' ? 'private' : 'public';
  const subnets = side(first);
  const others = side(second, isReached(config, second) ? subnets : undefined);
  const of = (kind: Kind): Side => ({ ...noSide, subnets: kind === first ? subnets : others });
  return { vpc, public: of('public'), private: of('private'), attachment: undefined, steps: [vpc, ...subnets, ...others] };
}
