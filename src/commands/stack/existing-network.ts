import type { StepRecord } from '../../../state/schema.js';
import { balancerSideOf } from '../../config/placement.js';
import type { Config } from '../../config/schema.js';
import type { ExistingNetworkIds } from '../../rehearsal/assumed-network.js';

/** Somebody else's network that a config names; undefined where it has one of its own. */
export const networkNamedIn = (config: Config): ExistingNetworkIds | undefined =>
  config.network.existing && { ...config.network.existing, balancer: balancerSideOf(config) };

/** Somebody else's network that is recorded. What is public there does not matter to what goes away. */
export function networkRecordedIn(records: ReadonlyMap<string, StepRecord>): ExistingNetworkIds | undefined {
  const givenBy = (noun: string) =>
    [...records.values()].flatMap(({ type, out }) =>
      type === noun && out ? [out as { [member: string]: string | undefined }] : [],
    );
  const [vpc] = givenBy('existing-vpc');
  if (vpc?.['vpcId'] === undefined) return undefined;
  const subnets = givenBy('existing-subnet').map(({ subnetId = '', zoneId }) => ({ subnetId, zoneId }));
  const zones = new Map(subnets.flatMap(({ subnetId, zoneId }) => (zoneId === undefined ? [] : [[subnetId, zoneId]])));
  return { vpc: vpc['vpcId'], public: subnets.map(({ subnetId }) => subnetId), private: [], zones };
}
