import { clusterName, executionRoleName } from '../../src/config/stack-names.js';
import { secretsIn } from '../../src/config/containers.js';
import type { Config } from '../../src/config/schema.js';
import { namedBy, type Step } from '../../src/step.js';
import { cluster, type Cluster } from '../ecs/cluster/resource.js';
import { secretLookups, type SecretLookup } from './secrets.js';
import type { Where } from './stack.js';
import { namespace, type Namespace } from '../servicediscovery/namespace/resource.js';
import type { Network } from './network-parts.js';
import { executionRolePolicy } from '../iam/role-policy-attachment/resource.js';
import { secretsPolicy } from '../iam/role-policy/resource.js';
import { executionRole, type Role } from '../iam/role/resource.js';

/** The steps that all services and jobs of a stack share. */
export interface Platform {
  readonly cluster: Cluster;
  readonly role: Role;
  /** The permissions of the role. Tasks do not start without them. */
  readonly policies: readonly Step[];
  /** Absent if no service has discovery, because it is billed. */
  readonly namespace: Namespace | undefined;
  /** What looks up the secrets of containers. */
  readonly lookups: ReadonlyMap<string, SecretLookup>;
  readonly steps: readonly Step[];
}

/** Creates the shared steps. The namespace comes first, because it takes longest. */
export function platform(config: Config, where: Where, { vpc }: Network): Platform {
  const { name } = config;
  const discovered = Object.values(config.services).some(({ discovery }) => discovery);
  const domain = config.namespace ?? `${name}.internal`;
  const space = discovered ? namedBy(namespace('namespace', { vpc }, { domain }), 'namespace') : undefined;

  const { containerInsights } = config.cluster;
  const theCluster = namedBy(
    cluster('cluster', { clusterName: clusterName(name, config), containerInsights }),
    'cluster.name',
  );
  const roleName = executionRoleName(name, where.region, config);
  const role = namedBy(executionRole('execution-role', { roleName, ...where }), 'cluster.executionRole');
  const policy = executionRolePolicy('execution-role-policy', { role }, where);
  const secrets = secretsIn(config);
  const lookups = secretLookups(config, where);
  const reading =
    secrets.length > 0
      ? [
          secretsPolicy(
            'execution-role-secrets',
            { role, lookups: [...lookups.values()] },
            { secrets, keys: [...lookups.keys()] },
          ),
        ]
      : [];

  const policies = [policy, ...reading];
  const steps = [...(space ? [space] : []), theCluster, ...lookups.values(), role, ...policies];
  return { cluster: theCluster, role, policies, namespace: space, lookups, steps };
}
