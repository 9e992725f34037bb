import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { all, nameOf } from './list-all.js';

/** Load balancers with their listeners and rules, and target groups with what is registered in them. */
export async function balancing(client) {
  const [balancers, groups] = await Promise.all([
    all(client, DescribeLoadBalancersCommand, {}, 'LoadBalancers'),
    all(client, DescribeTargetGroupsCommand, {}, 'TargetGroups'),
  ]);
  const things = [
    ...balancers.map((it) => balancer(client, it)),
    ...balancers.map((it) => listeners(client, it)),
    ...groups.map((it) => group(client, it)),
  ];
  return (await Promise.all(things)).flat();
}

async function stepOf(client, arn) {
  const { TagDescriptions = [] } = await client.send(new DescribeTagsCommand({ ResourceArns: [arn] }));
  return nameOf(TagDescriptions[0]?.Tags);
}

async function balancer(client, it) {
  const { LoadBalancerArn } = it;
  const { Attributes } = await client.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
  return {
    kind: 'load balancer',
    id: LoadBalancerArn,
    name: await stepOf(client, LoadBalancerArn),
    called: it.LoadBalancerName,
    scheme: it.Scheme,
    state: it.State?.Code,
    vpc: it.VpcId,
    zones: it.AvailabilityZones?.map(({ ZoneName }) => ZoneName).sort(),
    groups: it.SecurityGroups,
    attributes: Attributes,
  };
}

async function listeners(client, { LoadBalancerArn }) {
  const list = await all(client, DescribeListenersCommand, { LoadBalancerArn }, 'Listeners');
  const found = list.map(async (it) => [
    {
      kind: 'listener',
      id: it.ListenerArn,
      name: await stepOf(client, it.ListenerArn),
      balancer: LoadBalancerArn,
      port: it.Port,
      actions: it.DefaultActions,
    },
    ...(await rules(client, it)),
  ]);
  return (await Promise.all(found)).flat();
}

/** But for the one that each listener has: it is the listener's default action. */
async function rules(client, { ListenerArn }) {
  const list = await all(client, DescribeRulesCommand, { ListenerArn }, 'Rules');
  return Promise.all(
    list
      .filter(({ IsDefault }) => !IsDefault)
      .map(async (it) => ({
        kind: 'listener rule',
        id: it.RuleArn,
        name: await stepOf(client, it.RuleArn),
        listener: ListenerArn,
        priority: it.Priority,
        conditions: it.Conditions,
        actions: it.Actions,
      })),
  );
}

async function group(client, it) {
  const { TargetGroupArn } = it;
  const [{ Attributes }, { TargetHealthDescriptions = [] }] = await Promise.all([
    client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn })),
    client.send(new DescribeTargetHealthCommand({ TargetGroupArn })),
  ]);
  return {
    kind: 'target group',
    id: TargetGroupArn,
    name: await stepOf(client, TargetGroupArn),
    called: it.TargetGroupName,
    vpc: it.VpcId,
    check: [it.HealthCheckPath, it.HealthCheckIntervalSeconds, it.HealthCheckTimeoutSeconds, it.Matcher],
    attributes: Attributes,
    targets: TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.State),
  };
}
