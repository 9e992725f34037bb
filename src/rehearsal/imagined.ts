import type { RouteTable, Subnet } from '@aws-sdk/client-ec2';
import { zonesOf } from '../sandbox/services/ec2/zones.js';
import type { Neighbourhood } from './neighbourhood.js';

/** Somebody else's network, as it is named. */
export interface Existing {
  readonly vpc: string;
  readonly public: readonly string[];
  readonly private: readonly string[];
  /** Where the load balancer is: then the others are in its zones. */
  readonly balancer?: 'public' | 'private' | undefined;
  /** Zone ids of subnets, as far as they are known. */
  readonly zones?: ReadonlyMap<string, string>;
}

/**
 * A network that nobody has looked at, as it may be: where only what would be called matters, and not whether it
 * would work. Public subnets have a way to the internet, private ones a NAT gateway.
 * The subnets of each kind are in the region's zones by turns, or in the load balancer's.
 */
export function imagined(existing: Existing, region: string): Neighbourhood {
  const ids = [...existing.public, ...existing.private];
  const zones = zonesOf(region) ?? [];
  const side = (kind: 'public' | 'private') => {
    const count = existing.balancer && existing.balancer !== kind ? existing[existing.balancer].length : zones.length;
    return existing[kind].map((SubnetId, index): Subnet => ({
      SubnetId,
      VpcId: existing.vpc,
      CidrBlock: `10.0.${ids.indexOf(SubnetId)}.0/24`,
      AvailabilityZoneId: existing.zones?.get(SubnetId) ?? zones[index % Math.max(count, 1)]?.ZoneId,
    }));
  };
  const subnets = [...side('public'), ...side('private')];
  const way = (id: string) => (existing.public.includes(id) ? { GatewayId: 'igw-imagined' } : { NatGatewayId: 'nat-imagined' });
  const tables = ids.map((SubnetId): RouteTable => ({
    Associations: [{ SubnetId, Main: false }],
    Routes: [{ DestinationCidrBlock: '0.0.0.0/0', ...way(SubnetId) }],
  }));
  return { vpc: { VpcId: existing.vpc, CidrBlock: '10.0.0.0/16' }, hasDnsHostnames: true, subnets, tables, endpoints: [] };
}
