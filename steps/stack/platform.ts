import { clusterName, executionRoleName } from '../../src/config/stack-names.js';
import { secretsOfStackRole } from '../../src/config/containers.js';
import type { Config } from '../../src/config/schema.js';
import { tasksOf } from '../../src/config/tasks.js';
import { namedBy, type Step, type Where } from '../../src/step.js';
import { cluster, type Cluster } from '../ecs/cluster/resource.js';
import { existingCluster } from '../ecs/existing-cluster/resource.js';
import { existingRoles, roleArn } from './roles.js';
import { secretLookups, type SecretLookup } from './secrets.js';
import { fileSystemLookups } from './file-systems.js';
import type { ExistingFileSystem } from '../efs/existing-file-system/resource.js';
import { namespace, type Namespace } from '../servicediscovery/namespace/resource.js';
import type { Network } from './network-parts.js';
import type { ExistingRole } from '../iam/existing-role/resource.js';
import { executionRolePolicy } from '../iam/role-policy-attachment/resource.js';
import { secretsPolicy } from '../iam/secrets-policy.js';
import { executionRole, type Role } from '../iam/role/resource.js';

/** An execution role. */
export interface Executor {
  readonly role: Role | ExistingRole;
  /** The ARN that it has, or will have. */
  readonly arn: string;
  /** The permissions that the stack gives it. Tasks do not start without them. */
  readonly policies: readonly Step[];
}

interface OwnExecutor extends Executor {
  readonly steps: readonly Step[];
}

/** The steps that all services and jobs of a stack share. */
export interface Platform {
  readonly cluster: Cluster;
  /** The stack's own execution role; absent where each task has one of somebody else. */
  readonly executor: OwnExecutor | undefined;
  /** Roles of somebody else, by their ARNs. */
  readonly roles: ReadonlyMap<string, ExistingRole>;
  /** Absent if no service has discovery, because it is billed. */
  readonly namespace: Namespace | undefined;
  /** What looks up the secrets of containers. */
  readonly lookups: ReadonlyMap<string, SecretLookup>;
  /** File systems of somebody else, by their ids. */
  readonly fileSystems: ReadonlyMap<string, ExistingFileSystem>;
  readonly steps: readonly Step[];
}

/** The capacity providers that services name where a cluster of somebody else must have them. */
const providersIn = ({ services }: Config): string[] => {
  const shares = Object.values(services).flatMap(({ capacity }) => capacity ?? []);
  return [
    ...(shares.some(({ fargate }) => fargate) ? ['FARGATE'] : []),
    ...(shares.some(({ spot }) => spot) ? ['FARGATE_SPOT'] : []),
  ];
};

/** Creates the shared steps. The namespace comes first, because it takes longest. */
export function platform(config: Config, where: Where, net: Network): Platform {
  const { vpc } = net;
  const { name } = config;
  const discovered = Object.values(config.services).some(({ discovery }) => discovery);
  const domain = config.namespace ?? `${name}.internal`;
  const space = discovered ? namedBy(namespace('namespace', { vpc }, { domain }), 'namespace') : undefined;

  const { containerInsights } = config.cluster;
  const { arn, capacity } = config.cluster;
  const theCluster =
    arn === undefined
      ? namedBy(cluster('cluster', { clusterName: clusterName(name, config), containerInsights }), 'cluster.name')
      : existingCluster('existing-cluster', {
          arn,
          capacityProviders: capacity === 'fargate' ? providersIn(config) : [],
        });
  const lookups = secretLookups(config, where);
  const executor = tasksOf(config).some(({ task }) => task.executionRole === undefined)
    ? executorOf(config, where, lookups)
    : undefined;
  const roles = existingRoles(config);
  const fileSystems = fileSystemLookups(config, net);
  const steps = [
    ...(space ? [space] : []),
    ...[theCluster, ...lookups.values(), ...roles.values(), ...fileSystems.values()],
    ...(executor?.steps ?? []),
  ];
  return { cluster: theCluster, executor, roles, namespace: space, lookups, fileSystems, steps };
}

/** The stack's own execution role, which may read the secrets of the tasks that it is for. */
function executorOf(config: Config, where: Where, lookups: Platform['lookups']): OwnExecutor {
  const roleName = executionRoleName(config.name, where.region, config);
  const role = namedBy(executionRole('execution-role', { roleName, ...where }), 'cluster.executionRole');
  const policy = executionRolePolicy('execution-role-policy', { role }, where);
  const secrets = secretsOfStackRole(config);
  const reading = secretsPolicy('execution-role-secrets', role, { secrets, lookups, roleName, where });
  return {
    ...{ role, arn: roleArn(roleName, where), policies: [policy, ...reading.policies] },
    steps: [role, policy, ...reading.steps],
  };
}
