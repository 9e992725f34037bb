import type { Config } from '../src/config/schema.js';
import type { Step } from '../src/step.js';
import { cluster, type Cluster } from './cluster.js';
import type { Where } from './stack.js';
import { namespace, type Namespace } from './namespace.js';
import type { Network } from './network.js';
import { executionRolePolicy, type RolePolicyAttachment } from './role-policy-attachment.js';
import { executionRole, type Role } from './role.js';

/** What all services of a stack share. */
export interface Platform {
  readonly cluster: Cluster;
  readonly role: Role;
  readonly policy: RolePolicyAttachment;
  /** Where no service is discovered there is none: it would be billed for nothing. */
  readonly namespace: Namespace | undefined;
  readonly steps: readonly Step[];
}

/** The namespace comes first, because it takes longest. */
export function platform(config: Config, where: Where, { vpc }: Network): Platform {
  const { name } = config;
  const discovered = Object.values(config.services).some(({ discovery }) => discovery);
  const domain = config.namespace ?? `${name}.internal`;
  const space = discovered ? namespace('namespace', { vpc }, { domain }) : undefined;

  const { containerInsights } = config.cluster;
  const theCluster = cluster('cluster', { clusterName: name, containerInsights });
  // IAM is one for all regions: without the region in its name, a second stack of this name would take it.
  const role = executionRole('execution-role', { roleName: `${name}-exec-${where.region}`, ...where });
  const policy = executionRolePolicy('execution-role-policy', { role }, where);

  const steps = [...(space ? [space] : []), theCluster, role, policy];
  return { cluster: theCluster, role, policy, namespace: space, steps };
}
