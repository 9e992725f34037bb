import { balancedServices } from '../../src/config/balanced-ports.js';
import { balancerSideOf, placementOf } from '../../src/config/placement.js';
import type { Config } from '../../src/config/schema.js';
import { tasksOf } from '../../src/config/tasks.js';
import { existingSecurityGroup } from '../ec2/existing-security-group/resource.js';
import { existingSubnet, type ExistingSubnet } from '../ec2/existing-subnet/resource.js';
import { existingVpc } from '../ec2/existing-vpc/resource.js';
import { emptyTier, type Network, type SubnetTier } from './network-parts.js';

type Kind = 'public' | 'private';

/** Whether the load balancer forwards requests to tasks in these subnets. */
const isReached = (config: Config, kind: Kind): boolean =>
  balancerSideOf(config) !== undefined &&
  [...balancedServices(config)].some((name) => placementOf(config, config.services[name]) === kind);

/**
 * A network that exists already. Its VPC and subnets are read and checked, and nothing in it is changed. The routes of
 * its subnets are not checked.
 */
export function existingNetwork(config: Config, existing: NonNullable<Config['network']['existing']>): Network {
  const isApi = config.ingress.type === 'http-api';
  const vpc = existingVpc('existing-vpc', {
    vpcId: existing.vpc,
    needsDns: Object.values(config.services).some(({ discovery }) => discovery),
  });
  const side = (kind: Kind, reachedFrom?: readonly ExistingSubnet[]) =>
    existing[kind].map((subnetId, index) => {
      const forVpcLink = isApi && (kind === 'private' || existing.private.length === 0);
      return existingSubnet(`existing-${kind}-subnet-${index + 1}`, { vpc, reachedFrom }, { subnetId, forVpcLink });
    });
  const first = balancerSideOf(config) ?? 'public';
  const second = first === 'public' ? 'private' : 'public';
  const subnets = side(first);
  const others = side(second, isReached(config, second) ? subnets : undefined);
  const ids = new Set(
    tasksOf(config)
      .flatMap(({ task }) => task.securityGroups ?? [])
      .filter((it) => it !== undefined),
  );
  const groups = new Map(
    [...ids].map((groupId) => [
      groupId,
      existingSecurityGroup(`existing-${groupId}`, { groupId, vpcId: existing.vpc }),
    ]),
  );
  const subnetsOf = (kind: Kind) => (kind === first ? subnets : others);
  const of = (kind: Kind): SubnetTier => ({ ...emptyTier, subnets: subnetsOf(kind) });
  return {
    vpc,
    existing: vpc,
    public: of('public'),
    private: of('private'),
    attachment: undefined,
    groups,
    lookedUp: { vpc, subnets: { public: subnetsOf('public'), private: subnetsOf('private') } },
    steps: [vpc, ...subnets, ...others, ...groups.values()],
  };
}
