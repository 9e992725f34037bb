import type { Hop } from '../hops.js';
import { unreachable } from '../unreachable.js';
import type { Facts, LoadBalancer, Task } from './facts.js';

/**
 * The same facts without the thing that a request has passed at a hop: what deletes it leaves the rest as it is. A task and a
 * container are not taken away but ended, because what is registered of them stays for a moment.
 */
export function without(facts: Facts, hop: Pick<Hop, 'at' | 'id' | 'rule'>): Facts {
  const { at, id, rule } = hop;
  switch (at) {
    case 'name':
      return { ...facts, names: facts.names.map((it) => (it.Name === id ? { ...it, Target: undefined } : it)) };
    case 'domain-name':
      return { ...facts, domainNames: facts.domainNames.filter(({ DomainName }) => DomainName !== id) };
    case 'api':
      return { ...facts, apis: facts.apis.filter(({ ApiId }) => ApiId !== id) };
    case 'stage':
    case 'route':
    case 'integration':
      return { ...facts, apis: facts.apis.map((api) => withoutPart(api, at, id)) };
    case 'vpc-link':
      return { ...facts, vpcLinks: facts.vpcLinks.filter(({ VpcLinkId }) => VpcLinkId !== id) };
    case 'cloud-map-service':
      return { ...facts, cloudMapServices: facts.cloudMapServices.filter(({ Arn }) => Arn !== id) };
    case 'load-balancer':
      return { ...facts, loadBalancers: facts.loadBalancers.filter((it) => it.LoadBalancerArn !== id) };
    case 'listener':
    case 'listener-rule':
      return { ...facts, loadBalancers: facts.loadBalancers.map((it) => withoutListening(it, id)) };
    case 'target-group':
      return { ...facts, targetGroups: facts.targetGroups.filter((it) => it.TargetGroupArn !== id) };
    case 'security-group':
      return { ...facts, securityGroups: facts.securityGroups.map((it) => withoutRule(it, rule)) };
    case 'network-acl':
      return { ...facts, networkAcls: facts.networkAcls.map((it) => (it.NetworkAclId === id ? closed(it) : it)) };
    case 'route-table':
      return { ...facts, routeTables: facts.routeTables.map((it) => (it.RouteTableId === id ? onlyLocal(it) : it)) };
    case 'vpc-endpoint':
      return { ...facts, vpcEndpoints: facts.vpcEndpoints.filter(({ VpcEndpointId }) => VpcEndpointId !== id) };
    case 'nat-gateway':
      return { ...facts, natGateways: facts.natGateways.filter(({ NatGatewayId }) => NatGatewayId !== id) };
    case 'internet-gateway':
      return { ...facts, routeTables: facts.routeTables.map((it) => withoutRoutesTo(it, id)) };
    case 'network-interface':
      return { ...facts, networkInterfaces: facts.networkInterfaces.filter((it) => it.NetworkInterfaceId !== id) };
    case 'task':
      return { ...facts, tasks: facts.tasks.map((it) => (it.TaskArn === id ? { ...it, LastStatus: 'STOPPED' } : it)) };
    case 'container':
      return { ...facts, tasks: facts.tasks.map((it) => withoutContainer(it, id)) };
    default:
      return unreachable(at);
  }
}

type Api = Facts['apis'][number];

const withoutPart = (api: Api, at: 'stage' | 'route' | 'integration', id: string): Api => ({
  ...api,
  ...(at === 'stage' && { stages: api.stages.filter(({ StageName }) => StageName !== id) }),
  ...(at === 'route' && { routes: api.routes.filter(({ RouteId }) => RouteId !== id) }),
  ...(at === 'integration' && {
    integrations: api.integrations.filter(({ IntegrationId }) => IntegrationId !== id),
  }),
});

/** Without a listener of this ARN, or without a rule of it. */
const withoutListening = (balancer: LoadBalancer, arn: string): LoadBalancer => ({
  ...balancer,
  listeners: balancer.listeners
    .filter(({ ListenerArn }) => ListenerArn !== arn)
    .map((listener) => ({ ...listener, rules: listener.rules.filter(({ RuleArn }) => RuleArn !== arn) })),
});

const withoutRule = (
  group: Facts['securityGroups'][number],
  rule: string | undefined,
): Facts['securityGroups'][number] => ({
  ...group,
  rules: group.rules.filter(({ SecurityGroupRuleId }) => SecurityGroupRuleId !== rule),
});

const closed = (acl: Facts['networkAcls'][number]): Facts['networkAcls'][number] => ({ ...acl, Entries: [] });

const onlyLocal = (table: Facts['routeTables'][number]): Facts['routeTables'][number] => ({
  ...table,
  Routes: table.Routes.filter(({ Target }) => Target === 'local'),
});

const withoutContainer = (task: Task, name: string): Task => ({
  ...task,
  containers: task.containers.map((it) => (it.Name === name ? { ...it, LastStatus: 'STOPPED' } : it)),
});

/** Routes to what is gone stay, as black holes. */
const withoutRoutesTo = (table: Facts['routeTables'][number], id: string): Facts['routeTables'][number] => ({
  ...table,
  Routes: table.Routes.map((it) => (it.Target === id ? { ...it, State: 'blackhole' } : it)),
});
