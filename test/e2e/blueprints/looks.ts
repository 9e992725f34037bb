import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';
import {
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetApisCommand, GetIntegrationsCommand, GetStagesCommand } from '@aws-sdk/client-apigatewayv2';
import type { Rig } from '../rig.js';

/** What AWS says of single things, where a census says too little. */
type Clients = Rig['clients'];

export async function serviceOf({ ecs }: Clients, cluster: string, service: string) {
  const input = { cluster, services: [service] };
  const { services: [it] = [] } = await ecs.send(new DescribeServicesCommand(input));
  const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: it?.taskDefinition }));
  return { service: it, definition: taskDefinition, container: taskDefinition?.containerDefinitions?.[0] };
}

export async function clusterOf({ ecs }: Clients, cluster: string) {
  const input = { clusters: [cluster], include: ['SETTINGS' as const] };
  return (await ecs.send(new DescribeClustersCommand(input))).clusters?.[0];
}

/** The one load balancer that there is, its listener, and its attributes. */
export async function balancerOf({ elbv2 }: Clients) {
  const { LoadBalancers: [balancer] = [] } = await elbv2.send(new DescribeLoadBalancersCommand({}));
  const LoadBalancerArn = balancer?.LoadBalancerArn;
  const { Listeners: [listener] = [] } = await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
  const { Attributes = [] } = await elbv2.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
  return { balancer, listener, attributes: Object.fromEntries(Attributes.map(({ Key, Value }) => [Key, Value])) };
}

/** By name. */
export async function targetGroupsOf({ elbv2 }: Clients) {
  const { TargetGroups = [] } = await elbv2.send(new DescribeTargetGroupsCommand({}));
  return Object.fromEntries(TargetGroups.map((it) => [it.TargetGroupName ?? '?', it]));
}

/** The one HTTP API that there is. */
export async function apiOf({ apigatewayv2 }: Clients) {
  const { Items: [api] = [] } = await apigatewayv2.send(new GetApisCommand({}));
  const ApiId = api?.ApiId;
  const { Items: [integration] = [] } = await apigatewayv2.send(new GetIntegrationsCommand({ ApiId }));
  const { Items: [stage] = [] } = await apigatewayv2.send(new GetStagesCommand({ ApiId }));
  return { api, integration, stage };
}

/** What instances are launched from now on, the group that launches them, and what drives it. */
export async function instancesOf({ ec2, ecs, autoscaling }: Clients, name: string) {
  const { LaunchTemplateVersions: [version] = [] } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: `${name}-instances`, Versions: ['$Default'] }),
  );
  const { AutoScalingGroups: [group] = [] } = await autoscaling.send(new DescribeAutoScalingGroupsCommand({}));
  const { capacityProviders: [provider] = [] } = await ecs.send(
    new DescribeCapacityProvidersCommand({ capacityProviders: [name] }),
  );
  return { template: version?.LaunchTemplateData, group, provider };
}
