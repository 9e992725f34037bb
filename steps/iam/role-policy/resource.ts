import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { rightReference } from '../../../src/config/secret-reference.js';
import { taskPolicyDocument, type PermissionStatement } from '../../../src/config/task-policy.js';
import { absent, documentIn, ready, resource, step, type Cloud, type Where, type StepOf } from '../../../src/step.js';
import { inlinePolicyNames } from '../policies.js';
import { foundArns, ownArn, type FoundArns } from '../../common/secret-arns.js';
import type { ExistingSecret } from '../../secretsmanager/existing-secret/resource.js';
import type { ExistingParameter } from '../../ssm/existing-parameter/resource.js';
import type { Cluster } from '../../ecs/cluster/resource.js';
import type { ExistingRole } from '../existing-role/resource.js';
import type { Role } from '../role/resource.js';

interface RolePolicyWant {
  readonly RoleName: string;
  readonly PolicyName: string;
  /** As an object: what the role may do. */
  readonly PolicyDocument: unknown;
}

export const rolePolicyResource = resource({
  type: 'role-policy',
  lists: { 'PolicyDocument.*': 'set' },
  isGlobal: true,
  uses: ['role'],
  fixed: ['RoleName', 'PolicyName'],
  opens: 'a policy permits what the config does not',
  // It goes with its role.
  replace: 'create-first',

  // Putting it again changes it: a policy is part of its role, and has neither tags nor owner of its own.
  async create({ iam }, { RoleName, PolicyName, PolicyDocument }: RolePolicyWant) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(PolicyDocument) }));
    return { PolicyName, RoleName };
  },

  async find(cloud, { RoleName, PolicyName }) {
    const id = { PolicyName, RoleName };
    return (await documentOf(cloud, id)) === undefined ? [] : [{ id }];
  },

  async read(cloud, id) {
    const PolicyDocument = await documentOf(cloud, id);
    return PolicyDocument === undefined ? absent : ready({ policyName: id.PolicyName }, { ...id, PolicyDocument });
  },

  async update({ iam }, id, { PolicyDocument }) {
    await iam.send(new PutRolePolicyCommand({ ...id, PolicyDocument: JSON.stringify(PolicyDocument) }));
  },

  // What it says does not count: it is deleted by its name.
  async makeAgain({ iam }, id) {
    await iam.send(new PutRolePolicyCommand({ ...id, PolicyDocument: JSON.stringify(nothing) }));
    return id;
  },

  async delete({ iam }, { RoleName, PolicyName }) {
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  },
});
export type RolePolicy = StepOf<typeof rolePolicyResource>;

const nothing = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };

async function documentOf({ iam }: Cloud, { RoleName, PolicyName }: { RoleName: string; PolicyName: string }) {
  const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  return PolicyDocument === undefined ? undefined : documentIn(PolicyDocument, 'PolicyDocument');
}

/**
 * What the execution role needs beside AWS's policy where containers are given secrets: to read exactly these. A
 * secret that is encrypted with a key of the account's own needs `kms:Decrypt` on that key too, which is not given.
 * @param needs.lookups the ARNs of those that the config does not name by whole ARNs
 * @param options.secrets what the config says: names and ARNs of secrets and parameters
 * @param options.keys what is looked up, in the order of the lookups
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export const secretsPolicy = (
  name: string,
  needs: { role: Role; lookups?: readonly SecretLookup[] },
  { secrets, keys = [] }: { secrets: readonly string[]; keys?: readonly string[] },
) =>
  step({
    name,
    resource: rolePolicyResource,
    needs,
    why: 'Allows the execution role to read the secrets of the containers, and no others',
    want: ({ role, lookups }) => ({
      RoleName: role.roleName,
      PolicyName: inlinePolicyNames.secrets,
      PolicyDocument: { Version: '2012-10-17', Statement: statements(secrets, foundArns(keys, lookups)) },
    }),
  });
type SecretLookup = ExistingSecret | ExistingParameter;

/** What may be done with the secrets of each service. */
const kinds = [
  { service: 'secretsmanager', Action: 'secretsmanager:GetSecretValue' },
  { service: 'ssm', Action: 'ssm:GetParameters' },
];

const statements = (secrets: readonly string[], found: FoundArns) =>
  kinds.flatMap(({ service, Action }) => {
    const arns = secrets
      .filter((reference) => rightReference(reference).service === service)
      .map((reference) => ownArn(reference, found));
    const Resource = [...new Set(arns)].sort();
    return Resource.length > 0 ? [{ Effect: 'Allow', Action, Resource }] : [];
  });

/**
 * What a task role may do, where the config says so or a shell can be opened in the containers.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions
 */
export const taskPolicy = (
  name: string,
  needs: { role: Role },
  { statements, exec, service }: { statements: readonly PermissionStatement[]; exec: boolean; service: string },
) =>
  step({
    name,
    resource: rolePolicyResource,
    needs,
    why: `Allows the program of ${service} what the config says, and nothing else`,
    want: ({ role }) => ({
      RoleName: role.roleName,
      PolicyName: inlinePolicyNames.permissions,
      PolicyDocument: taskPolicyDocument(statements, exec),
    }),
  });

/**
 * What EventBridge Scheduler may do: start tasks of certain families in the cluster, and hand their roles over to them. The tags that
 * tasks take over from their definition are tags that it sets.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
 * @param needs.passed the roles of the tasks
 * @param options.families of their task definitions
 */
export const schedulerPolicy = (
  name: string,
  needs: { role: Role; cluster: Cluster; passed: readonly (Role | ExistingRole)[] },
  { families, partition, region, account }: Where & { families: readonly string[] },
) =>
  step({
    name,
    resource: rolePolicyResource,
    needs,
    why: 'Allows EventBridge Scheduler to start the tasks of jobs, and no others',
    want: ({ role, cluster, passed }) => {
      const ecs = (resource: string) => `arn:${partition}:ecs:${region}:${account}:${resource}`;
      return {
        RoleName: role.roleName,
        PolicyName: inlinePolicyNames.tasks,
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['ecs:RunTask'],
              Resource: families.map((family) => ecs(`task-definition/${family}:*`)),
              Condition: { ArnEquals: { 'ecs:cluster': [cluster.clusterArn] } },
            },
            {
              Effect: 'Allow',
              Action: ['ecs:TagResource'],
              Resource: [ecs(`task/${cluster.clusterName}/*`)],
              Condition: { StringEquals: { 'ecs:CreateAction': ['RunTask'] } },
            },
            {
              Effect: 'Allow',
              Action: ['iam:PassRole'],
              Resource: passed.map(({ roleArn }) => roleArn),
              Condition: { StringEquals: { 'iam:PassedToService': ['ecs-tasks.amazonaws.com'] } },
            },
          ],
        },
      };
    },
  });
