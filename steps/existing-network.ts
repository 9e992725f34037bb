import type { Config } from '../src/config/schema.js';
import { existingSubnet } from './existing-subnet.js';
import { existingVpc } from './existing-vpc.js';
import { noSide, type Network, type Side } from './network-parts.js';

/**
 * A network that somebody else made: its VPC and subnets are looked up, to see that they are what they must be, and
 * nothing in it is changed. That its subnets have their ways out is taken as given.
 */
export function existingNetwork(config: Config, existing: NonNullable<Config['network']['existing']>): Network {
  const isApi = config.ingress.type === 'http-api';
  const vpc = existingVpc('existing-vpc', { vpcId: existing.vpc, needsDns: Object.values(config.services).some(({ discovery }) => discovery) });
  const side = (kind: 'public' | 'private', forVpcLink: boolean): Side => ({
    ...noSide,
    subnets: existing[kind].map((subnetId, index) =>
      existingSubnet(`existing-${kind}-subnet-${index + 1}`, { vpc }, { subnetId, forVpcLink }),
    ),
  });
  const closed = side('private', isApi);
  const open = side('public', isApi && closed.subnets.length === 0);
  return { vpc, public: open, private: closed, attachment: undefined, steps: [vpc, ...open.subnets, ...closed.subnets] };
}
