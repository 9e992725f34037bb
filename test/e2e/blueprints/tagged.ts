import {
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand as LogTagsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTagsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { DescribeRepositoriesCommand, ListTagsForResourceCommand as EcrTagsCommand } from '@aws-sdk/client-ecr';
import {
  ListClustersCommand,
  ListServicesCommand as ListEcsServicesCommand,
  ListTagsForResourceCommand as EcsTagsCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand as ElbTagsCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListRolesCommand, ListRoleTagsCommand } from '@aws-sdk/client-iam';
import {
  ListNamespacesCommand,
  ListServicesCommand,
  ListTagsForResourceCommand as CloudMapTagsCommand,
} from '@aws-sdk/client-servicediscovery';
import type { Rig } from '../rig.js';

type Clients = Rig['clients'];
/** What has it, by what AWS calls it; undefined where it has no such tag. */
type Values = { readonly [thing: string]: string | undefined };

/** The value of a tag on all that a stack without an API has made and that has tags of its own. */
export async function valuesOf(tag: string, clients: Clients): Promise<Values> {
  const parts = await Promise.all([ec2, ecs, balancing, others, discovery].map((ask) => ask(clients, tag)));
  return Object.assign({}, ...parts) as Values;
}

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}
const valueIn = (tags: readonly Tag[] | undefined, key: string) => tags?.find(({ Key }) => Key === key)?.Value;
const each = async (arns: readonly (string | undefined)[], ask: (arn: string) => Promise<string | undefined>) =>
  Object.fromEntries(await Promise.all(arns.map(async (arn = '?') => [arn, await ask(arn)] as const)));

/** All that has any tag; what has none would not be shown, so that a VPC at least is asked for. */
async function ec2({ ec2 }: Clients, key: string): Promise<Values> {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const { Tags = [] } = await ec2.send(new DescribeTagsCommand({}));
  const ids = new Set([...Vpcs.map(({ VpcId }) => VpcId), ...Tags.map(({ ResourceId }) => ResourceId)]);
  return each([...ids], async (id) =>
    valueIn(
      Tags.filter(({ ResourceId }) => ResourceId === id),
      key,
    ),
  );
}

async function ecs({ ecs }: Clients, key: string): Promise<Values> {
  const { clusterArns = [] } = await ecs.send(new ListClustersCommand({}));
  const { taskDefinitionArns = [] } = await ecs.send(new ListTaskDefinitionsCommand({}));
  const inside = await Promise.all(
    clusterArns.map(async (cluster) => {
      const { serviceArns = [] } = await ecs.send(new ListEcsServicesCommand({ cluster }));
      const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster }));
      return [...serviceArns, ...taskArns];
    }),
  );
  return each([...clusterArns, ...taskDefinitionArns, ...inside.flat()], async (resourceArn) => {
    const { tags } = await ecs.send(new EcsTagsCommand({ resourceArn }));
    return tags?.find((it) => it.key === key)?.value;
  });
}

async function balancing({ elbv2 }: Clients, key: string): Promise<Values> {
  const { LoadBalancers = [] } = await elbv2.send(new DescribeLoadBalancersCommand({}));
  const { TargetGroups = [] } = await elbv2.send(new DescribeTargetGroupsCommand({}));
  const balancers = LoadBalancers.map(({ LoadBalancerArn }) => LoadBalancerArn);
  const listeners = await Promise.all(
    balancers.map(async (LoadBalancerArn) => {
      const { Listeners = [] } = await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
      return Listeners.map(({ ListenerArn }) => ListenerArn);
    }),
  );
  const all = [...balancers, ...listeners.flat(), ...TargetGroups.map(({ TargetGroupArn }) => TargetGroupArn)];
  return each(all, async (arn) => {
    const { TagDescriptions: [it] = [] } = await elbv2.send(new ElbTagsCommand({ ResourceArns: [arn] }));
    return valueIn(it?.Tags, key);
  });
}

/** Roles, repositories and log groups. The group that Container Insights makes is AWS's: nothing of it is tagged. */
async function others({ iam, ecr, logs }: Clients, key: string): Promise<Values> {
  const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: '/' }));
  const own = Roles.filter(({ Path }) => !Path?.startsWith('/aws-service-role/')).map(({ RoleName }) => RoleName);
  const { repositories = [] } = await ecr.send(new DescribeRepositoriesCommand({}));
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const parts = await Promise.all([
    each(own, async (RoleName) => valueIn((await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags, key)),
    each(
      repositories.map((it) => it.repositoryArn),
      async (resourceArn) => valueIn((await ecr.send(new EcrTagsCommand({ resourceArn }))).tags, key),
    ),
    each(
      logGroups.flatMap((it) => (it.logGroupName?.startsWith('/aws/ecs/') ? [] : [it.logGroupArn])),
      async (resourceArn) => (await logs.send(new LogTagsCommand({ resourceArn }))).tags?.[key],
    ),
  ]);
  return Object.assign({}, ...parts) as Values;
}

async function discovery({ servicediscovery }: Clients, key: string): Promise<Values> {
  const { Namespaces = [] } = await servicediscovery.send(new ListNamespacesCommand({}));
  const { Services = [] } = await servicediscovery.send(new ListServicesCommand({}));
  return each(
    [...Namespaces, ...Services].map(({ Arn }) => Arn),
    async (ResourceARN) => valueIn((await servicediscovery.send(new CloudMapTagsCommand({ ResourceARN }))).Tags, key),
  );
}
