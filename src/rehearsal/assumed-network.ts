import type { RouteTable, Subnet } from '@aws-sdk/client-ec2';
import { zonesOf } from '../facts/zones.js';
import type { AwsLocation } from './in-memory-aws.js';
import type { ExistingNetwork } from './existing-network.js';

/** The ids of a network that somebody else made, as a config names them. */
export interface ExistingNetworkIds {
  readonly vpc: string;
  readonly public: readonly string[];
  readonly private: readonly string[];
  /** The subnets of the load balancer. The other subnets are then assumed to be in their zones. */
  readonly balancer?: 'public' | 'private' | undefined;
  /** Zone ids of subnets, as far as they are known. */
  readonly zones?: ReadonlyMap<string, string>;
}

/**
 * Assumes what a network looks like that was not read. This suffices where only the calls matter, not whether they
 * would
 * work. Public subnets have a route to an internet gateway, private ones to a NAT gateway. The subnets of each kind are
 * in
 * the region's zones by turns, or in the load balancer's.
 */
export function assumedNetwork(
  existing: ExistingNetworkIds,
  location: Pick<AwsLocation, 'region' | 'zones'>,
): ExistingNetwork {
  const ids = [...existing.public, ...existing.private];
  const zones = location.zones ?? zonesOf(location.region) ?? [];
  const subnetsOf = (kind: 'public' | 'private') => {
    const count = existing.balancer && existing.balancer !== kind ? existing[existing.balancer].length : zones.length;
    return existing[kind].map((SubnetId, index): Subnet => ({
      SubnetId,
      VpcId: existing.vpc,
      CidrBlock: `10.0.${ids.indexOf(SubnetId)}.0/24`,
      AvailabilityZoneId: existing.zones?.get(SubnetId) ?? zones[index % Math.max(count, 1)]?.ZoneId,
    }));
  };
  const subnets = [...subnetsOf('public'), ...subnetsOf('private')];
  const defaultTarget = (id: string) =>
    existing.public.includes(id) ? { GatewayId: 'igw-imagined' } : { NatGatewayId: 'nat-imagined' };
  const tables = ids.map((SubnetId): RouteTable => ({
    Associations: [{ SubnetId, Main: false }],
    Routes: [{ DestinationCidrBlock: '0.0.0.0/0', ...defaultTarget(SubnetId) }],
  }));
  return {
    vpc: { VpcId: existing.vpc, CidrBlock: '10.0.0.0/16' },
    hasDnsHostnames: true,
    subnets,
    tables,
    endpoints: [],
  };
}
