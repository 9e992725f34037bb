import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type ContainerDefinition,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetRolePolicyCommand, ListAttachedRolePoliciesCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { all } from '../all.js';
import { meaningOf } from '../aws-errors.js';
import type { Senders } from '../aws/services.js';
import { pages } from '../pages.js';
import { serviceArns } from './services.js';
import type { Container, Role, Settings } from './exposure.js';

/** The roles that the services of a cluster use, and how targets are checked. */
export async function readSettings(cloud: Senders, cluster: string): Promise<Settings> {
  const [definitions, { TargetGroups = [] }] = await all([
    definitionsIn(cloud, cluster),
    cloud.elbv2.send(new DescribeTargetGroupsCommand({})),
  ]);
  const names = new Set(
    definitions
      .flatMap(({ executionRoleArn, taskRoleArn }) => [executionRoleArn, taskRoleArn])
      .flatMap((arn) => arn?.split('/').at(-1) ?? []),
  );
  const roles = await all([...names].map((name) => readRole(cloud, name)));
  return {
    roles: roles.flat(),
    containers: definitions.flatMap(({ containerDefinitions = [] }) => containerDefinitions.map(containerOf)),
    targetGroups: TargetGroups.map(({ TargetGroupName: name = '', Matcher }) => ({
      ...{ name, codes: Matcher?.HttpCode ?? '' },
    })),
  };
}

/** The task definitions that services run. */
async function definitionsIn({ ecs }: Senders, cluster: string): Promise<readonly TaskDefinition[]> {
  const services = [...(await serviceArns({ ecs }, cluster))];
  if (services.length === 0) return [];
  const described = await ecs.send(new DescribeServicesCommand({ cluster, services }));
  const revisions = (described.services ?? []).flatMap((it) => it.taskDefinition ?? []);
  const answers = await all(
    revisions.map((taskDefinition) => ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))),
  );
  return answers.flatMap(({ taskDefinition }) => taskDefinition ?? []);
}

const containerOf = ({
  name = '',
  environment = [],
  secrets = [],
  logConfiguration,
}: ContainerDefinition): Container => ({
  name,
  environment: environment.flatMap((it) => it.name ?? []),
  secrets: secrets.flatMap((it) => it.name ?? []),
  logGroup: logConfiguration?.options?.['awslogs-group'],
});

/** @returns an empty list where the role is gone */
async function readRole({ iam }: Senders, RoleName: string): Promise<Role[]> {
  try {
    const attached = await pages(async (Marker) => {
      const answer = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker }));
      return { items: answer.AttachedPolicies, next: answer.Marker };
    });
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    const inline = await all(
      PolicyNames.map((PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))),
    );
    const documents = inline.map(({ PolicyDocument = '' }) => decodeURIComponent(PolicyDocument));
    return [{ name: RoleName, attached: attached.flatMap((it) => it.PolicyName ?? []), documents }];
  } catch (error) {
    if (meaningOf(error, 'read') === 'gone') return [];
    throw error;
  }
}
