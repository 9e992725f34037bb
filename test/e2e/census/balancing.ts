import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type Action,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Clients } from '../census.js';

type Elb = Pick<Clients, 'elbv2'>;

export async function balancing({ elbv2 }: Clients) {
  const [{ LoadBalancers = [] }, { TargetGroups = [] }] = await Promise.all([
    elbv2.send(new DescribeLoadBalancersCommand({})),
    elbv2.send(new DescribeTargetGroupsCommand({})),
  ]);
  const nameOf = new Map(
    TargetGroups.map(({ TargetGroupArn, TargetGroupName = '?' }) => [TargetGroupArn, TargetGroupName]),
  );
  const text = (actions: Action[] | undefined) => (actions ?? []).map((it) => actionText(it, nameOf)).join(', ');
  const listeners = (await Promise.all(LoadBalancers.map((it) => listenersOf({ elbv2 }, it.LoadBalancerArn)))).flat();
  const rules = await Promise.all(listeners.map(({ ListenerArn }) => rulesOf({ elbv2 }, ListenerArn)));
  const targets = await Promise.all([...nameOf].map(([arn, name]) => targetsOf({ elbv2 }, arn, name)));
  return {
    loadBalancers: LoadBalancers.map((it) => `${it.LoadBalancerName} ${it.Scheme} ${it.State?.Code}`),
    listeners: listeners.map(({ Protocol, Port, DefaultActions }) => `${Protocol} ${Port} ${text(DefaultActions)}`),
    rules: rules.flat().map((it) => `${it.Priority} ${pathsOf(it)} ${text(it.Actions)}`),
    targetGroups: TargetGroups.map((it) => `${it.TargetGroupName} ${it.Protocol} ${it.Port} ${it.HealthCheckPath}`),
    targets: targets.flat(),
  };
}

async function listenersOf({ elbv2 }: Elb, LoadBalancerArn: string | undefined) {
  return (await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }))).Listeners ?? [];
}

/** But for the one that each listener has: it is the listener's default action. */
async function rulesOf({ elbv2 }: Elb, ListenerArn: string | undefined) {
  const { Rules = [] } = await elbv2.send(new DescribeRulesCommand({ ListenerArn }));
  return Rules.filter(({ IsDefault }) => !IsDefault);
}

async function targetsOf({ elbv2 }: Elb, TargetGroupArn: string | undefined, name: string) {
  const { TargetHealthDescriptions = [] } = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  return TargetHealthDescriptions.map(({ TargetHealth }) => `${name} ${TargetHealth?.State}`);
}

const actionText = (it: Action, nameOf: ReadonlyMap<string | undefined, string>) =>
  it.Type === 'fixed-response'
    ? `fixed ${it.FixedResponseConfig?.StatusCode}`
    : `${it.Type} ${it.TargetGroupArn === undefined ? sharesOf(it, nameOf) : nameOf.get(it.TargetGroupArn)}`;

const sharesOf = ({ ForwardConfig }: Action, nameOf: ReadonlyMap<string | undefined, string>) =>
  (ForwardConfig?.TargetGroups ?? []).map((it) => `${nameOf.get(it.TargetGroupArn)} ${it.Weight}`).join(' + ');

const pathsOf = ({ Conditions = [] }: Rule) => Conditions.flatMap((it) => it.PathPatternConfig?.Values ?? []).join(' ');
