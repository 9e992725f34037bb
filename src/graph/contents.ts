import type { Step } from '../step.js';
import type { Inventory } from './inventory.js';
import type { Box, Inside, PictureNode, Tone } from './picture.js';
import { subnetNouns, type Running } from './running.js';
import { doorsId, serviceOfEndpoint, taskId } from './ways-out.js';

/** What is shown in a VPC beside its zones: what is spread over several subnets, or in none. */
export function inVpc(stack: Inventory, services: readonly Running[], vpc: Step): Inside {
  const isHere = (step: Step) =>
    stack.needed(step, ...subnetNouns).some((subnet) => stack.needed(subnet, vpc.resource.type).includes(vpc));
  const links = stack.all('vpc-link').filter(isHere).map((it) => node(it, 'api', 'VPC link'));
  const balancers = stack.all('load-balancer').filter(isHere).map((it) => balancer(stack, it));
  const routed = stack.needing(vpc, 'vpc-endpoint').filter((it) => stack.needed(it, 'route-table').length > 0);
  const running = services.filter(({ step }) => isHere(step));
  const clusters = new Set(running.flatMap(({ step }) => stack.needed(step, 'cluster')));
  return {
    nodes: [...links, ...balancers, ...routed.map((it) => gatewayEndpoint(stack, it))],
    boxes: [...clusters].map((it) => clusterBox(stack, it, running)),
  };
}

/** What is in a subnet: tasks, or instances with tasks on them; endpoints, NAT gateways, other instances. */
export function inSubnet(stack: Inventory, services: readonly Running[], subnet: Step): Inside {
  const here = services.filter(({ subnets }) => subnets.includes(subnet));
  const tasks = here.map(({ step, name, port, tone }): PictureNode => {
    return { id: taskId(step, subnet), lines: [name, `tasks, port ${port}`], tone };
  });
  const hosts = stack.needing(subnet, 'auto-scaling-group').map((group) => hostsBox(stack, group, subnet, tasks));
  const nodes = [
    ...(hosts.length > 0 ? [] : tasks),
    ...interfaceEndpoints(stack, subnet),
    ...stack.needing(subnet, 'nat-gateway').map((it) => node(it, 'network', 'NAT gateway', it.name)),
    ...stack.needing(subnet, 'instance').map((it) => instance(stack, it)),
  ];
  return { nodes: nodes.length + hosts.length > 0 ? nodes : [nothing(subnet)], boxes: hosts };
}

/** In the place of what there is not, so that the subnet is seen. */
export const emptyId = (subnet: Step): string => `nothing in ${subnet.name}`;
const nothing = (subnet: Step): PictureNode => ({ id: emptyId(subnet), lines: ['nothing runs here'], tone: 'plain' });

const node = (step: Step, tone: Tone, ...lines: [string, ...string[]]): PictureNode => ({ id: step.name, lines, tone });

function balancer(stack: Inventory, it: Step): PictureNode {
  const ports = stack.needing(it, 'listener').map((listener) => `port ${stack.text(listener, 'Port')}`);
  return node(it, 'balancer', 'Load balancer', [stack.text(it, 'Scheme'), ...ports].join(', '));
}

const gatewayEndpoint = (stack: Inventory, it: Step): PictureNode =>
  node(it, 'doors', `${serviceOfEndpoint(stack, it).toUpperCase()} endpoint`, 'in route tables');

function interfaceEndpoints(stack: Inventory, subnet: Step): PictureNode[] {
  const services = stack.needing(subnet, 'vpc-endpoint').map((it) => serviceOfEndpoint(stack, it));
  return services.length > 0 ? [{ id: doorsId(subnet), lines: ['VPC endpoints', ...services], tone: 'doors' }] : [];
}

const clusterBox = (stack: Inventory, cluster: Step, services: readonly Running[]): Box => ({
  id: cluster.name,
  title: `ECS cluster ${stack.text(cluster, 'clusterName')}`,
  tone: 'platform',
  nodes: services.map(({ step, tone, name, facts, foundAs }) =>
    node(step, tone, name, ...facts, ...(foundAs ? [`${foundAs.record} ${foundAs.name}`] : [])),
  ),
  boxes: [],
});

function hostsBox(stack: Inventory, group: Step, subnet: Step, tasks: readonly PictureNode[]): Box {
  const [template] = stack.needed(group, 'launch-template');
  // The group is made empty; where there is a minimum, a step of its own sets it.
  const [least] = stack.needing(group, 'auto-scaling-minimum');
  const [min = '0', max] = [least && stack.text(least, 'MinSize'), stack.text(group, 'MaxSize')];
  return {
    id: `${group.name} in ${subnet.name}`,
    title: `${template ? stack.text(template, 'InstanceType') : ''} instances`,
    note: `${min} to ${max} in all zones together`,
    tone: 'capacity',
    nodes: tasks.length > 0 ? tasks : [nothing(subnet)],
    boxes: [],
  };
}

/** Where nobody is let in, Session Manager's agent calls out. */
function instance(stack: Inventory, it: Step): PictureNode {
  const rules = stack.needed(it, 'security-group').flatMap((group) => stack.needing(group, 'security-group-rule'));
  const type = stack.text(it, 'InstanceType') ?? '';
  return node(it, 'consumer', it.name, type, ...(rules.length === 0 ? ['no open port: Session Manager'] : []));
}
