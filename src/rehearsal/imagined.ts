import type { RouteTable, Subnet } from '@aws-sdk/client-ec2';
import { zonesOf } from '../sandbox/services/ec2/zones.js';
import type { Neighbourhood } from './neighbourhood.js';

interface Existing {
  readonly vpc: string;
  readonly public: readonly string[];
  readonly private: readonly string[];
}

/**
 * A network that nobody has looked at, as it may be: where only what would be called matters, and not whether it
 * would work. Public subnets have a way to the internet, private ones a NAT gateway.
 * The subnets of each kind are in the region's zones by turns.
 */
export function imagined(existing: Existing, region: string): Neighbourhood {
  const ids = [...existing.public, ...existing.private];
  const zones = zonesOf(region) ?? [];
  const subnet = (SubnetId: string, index: number): Subnet => ({
    SubnetId,
    VpcId: existing.vpc,
    CidrBlock: `10.0.${ids.indexOf(SubnetId)}.0/24`,
    AvailabilityZoneId: zones[index % Math.max(zones.length, 1)]?.ZoneId,
  });
  const subnets = [...existing.public.map(subnet), ...existing.private.map(subnet)];
  const way = (id: string) => (existing.public.includes(id) ? { GatewayId: 'igw-imagined' } : { NatGatewayId: 'nat-imagined' });
  const tables = ids.map((SubnetId): RouteTable => ({
    Associations: [{ SubnetId, Main: false }],
    Routes: [{ DestinationCidrBlock: '0.0.0.0/0', ...way(SubnetId) }],
  }));
  return { vpc: { VpcId: existing.vpc, CidrBlock: '10.0.0.0/16' }, hasDnsHostnames: true, subnets, tables, endpoints: [] };
}
