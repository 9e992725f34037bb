import { DescribeServicesCommand, DescribeTaskDefinitionCommand, ListServicesCommand } from '@aws-sdk/client-ecs';
import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetRolePolicyCommand, ListAttachedRolePoliciesCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { all } from '../all.js';
import { meaningOf } from '../aws-errors.js';
import type { Senders } from '../aws/services.js';
import { pages } from '../pages.js';
import type { Role, Settings } from './exposure.js';

/** The roles that the services of a cluster use, and how targets are checked. */
export async function readSettings(cloud: Senders, cluster: string): Promise<Settings> {
  const [names, { TargetGroups = [] }] = await all([
    rolesIn(cloud, cluster),
    cloud.elbv2.send(new DescribeTargetGroupsCommand({})),
  ]);
  const roles = await all([...names].map((name) => readRole(cloud, name)));
  return {
    roles: roles.flat(),
    targetGroups: TargetGroups.map(({ TargetGroupName: name = '', Matcher }) => ({
      ...{ name, codes: Matcher?.HttpCode ?? '' },
    })),
  };
}

async function rolesIn({ ecs }: Senders, cluster: string): Promise<ReadonlySet<string>> {
  const { serviceArns: services = [] } = await ecs.send(new ListServicesCommand({ cluster }));
  if (services.length === 0) return new Set();
  const described = await ecs.send(new DescribeServicesCommand({ cluster, services }));
  const revisions = (described.services ?? []).flatMap((it) => it.taskDefinition ?? []);
  const definitions = await all(
    revisions.map((taskDefinition) => ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))),
  );
  const arns = definitions.flatMap(({ taskDefinition: it }) => [it?.executionRoleArn, it?.taskRoleArn]);
  return new Set(arns.flatMap((arn) => arn?.split('/').at(-1) ?? []));
}

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
