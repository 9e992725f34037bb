import { managedPoliciesOfRole } from '../../src/iam-characters.js';
import { policyParts } from '../../src/policy-parts.js';
import type { Where } from '../../src/step.js';
import type { Cluster } from '../ecs/cluster/resource.js';
import type { ExistingRole } from './existing-role/resource.js';
import { policiesOfRole } from './parted-policy.js';
import { inlinePolicyNames } from './policies.js';
import type { Role } from './role/resource.js';

/** What schedules start, by the ARNs that these will have. */
interface Started extends Where {
  /** Of the task definitions. */
  readonly families: readonly string[];
  readonly cluster: { readonly step: Cluster; readonly arn: string };
  /** The roles of the tasks. */
  readonly passed: readonly { readonly step: Role | ExistingRole; readonly arn: string }[];
  /** Of the role that Scheduler acts in. */
  readonly roleName: string;
}

/**
 * What EventBridge Scheduler may do: start tasks of certain families in the cluster, and hand their roles over to them. The tags that
 * tasks take over from their definition are tags that it sets.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
 */
export function schedulerPolicy(name: string, role: Role, started: Started) {
  const { families, cluster, passed, partition, region, account, roleName } = started;
  const ecs = (resource: string) => `arn:${partition}:ecs:${region}:${account}:${resource}`;
  const clusterName = cluster.arn.split('/').at(-1) ?? '';
  const statements = [
    {
      Effect: 'Allow',
      Action: ['ecs:RunTask'],
      Resource: families.map((family) => ecs(`task-definition/${family}:*`)),
      Condition: { ArnEquals: { 'ecs:cluster': [cluster.arn] } },
    },
    {
      Effect: 'Allow',
      Action: ['ecs:TagResource'],
      Resource: [ecs(`task/${clusterName}/*`)],
      Condition: { StringEquals: { 'ecs:CreateAction': ['RunTask'] } },
    },
    {
      Effect: 'Allow',
      Action: ['iam:PassRole'],
      Resource: passed.map(({ arn }) => arn),
      Condition: { StringEquals: { 'iam:PassedToService': ['ecs-tasks.amazonaws.com'] } },
    },
  ];
  return policiesOfRole(name, role, {
    ...{ parts: policyParts(statements, managedPoliciesOfRole), named: [cluster, ...passed], roleName },
    policyName: inlinePolicyNames.tasks,
    why: 'Allows EventBridge Scheduler to start the tasks of jobs, and no others',
  });
}
