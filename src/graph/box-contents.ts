import type { IndexedStep, StepIndex } from './step-index.js';
import { namesOfBalancer } from './own-names.js';
import type { Box, PictureContents, PictureNode, Tone } from './picture.js';
import { sharedBalancersIn } from './shared-balancer.js';
import { subnetNouns, type RunningService } from './running-services.js';
import { endpointsId, serviceOfEndpoint, taskId } from './outbound-traffic.js';

/** What is shown in a VPC beside its zones: what is spread over several subnets, or in none. */
export function vpcContents(stack: StepIndex, services: readonly RunningService[], vpc: IndexedStep): PictureContents {
  const isHere = (step: IndexedStep) =>
    stack.needsOf(step, ...subnetNouns).some((subnet) => stack.needsOf(subnet, vpc.resource.type).includes(vpc));
  const links = stack
    .all('vpc-link')
    .filter(isHere)
    .map((it) => node(it, 'api', 'VPC link'));
  const balancers = stack
    .all('load-balancer')
    .filter(isHere)
    .map((it) => balancer(stack, it));
  const routed = stack.dependentsOf(vpc, 'vpc-endpoint').filter((it) => stack.needsOf(it, 'route-table').length > 0);
  const running = services.filter(({ step }) => isHere(step));
  const clusters = new Set(running.flatMap(({ step }) => stack.needsOf(step, 'cluster', 'existing-cluster')));
  return {
    nodes: [
      ...links,
      ...balancers,
      ...sharedBalancersIn(stack, vpc),
      ...routed.map((it) => gatewayEndpoint(stack, it)),
    ],
    boxes: [...clusters].map((it) => clusterBox(stack, it, running)),
  };
}

/** What is in a subnet: tasks, or instances with tasks on them; endpoints, NAT gateways, other instances. */
export function subnetContents(
  stack: StepIndex,
  services: readonly RunningService[],
  subnet: IndexedStep,
): PictureContents {
  const here = services.filter(({ subnets }) => subnets.includes(subnet));
  const tasks = here.map(({ step, name, port, tone, isElsewhereToo }): PictureNode => {
    const noun = isElsewhereToo ? 'a task' : 'tasks';
    const where = isElsewhereToo ? ['or in another subnet'] : [];
    return { id: taskId(step, subnet), lines: [name, port === '' ? noun : `${noun}, port ${port}`, ...where], tone };
  });
  const instanceBoxes = stack
    .dependentsOf(subnet, 'auto-scaling-group')
    .map((group) => instancesBox(stack, group, subnet, tasks));
  const nodes = [
    ...(instanceBoxes.length > 0 ? [] : tasks),
    ...interfaceEndpoints(stack, subnet),
    ...stack.dependentsOf(subnet, 'nat-gateway').map((it) => node(it, 'network', 'NAT gateway', it.name)),
    ...stack.dependentsOf(subnet, 'instance').map((it) => instance(stack, it)),
  ];
  return { nodes: nodes.length + instanceBoxes.length > 0 ? nodes : [emptyNode(subnet)], boxes: instanceBoxes };
}

/** In the place of what there is not, so that the subnet is seen. */
export const emptyId = (subnet: IndexedStep): string => `nothing in ${subnet.name}`;
const emptyNode = (subnet: IndexedStep): PictureNode => ({
  id: emptyId(subnet),
  lines: ['nothing runs here'],
  tone: 'plain',
});

const node = (step: IndexedStep, tone: Tone, ...lines: [string, ...string[]]): PictureNode => ({
  id: step.name,
  lines,
  tone,
});

function balancer(stack: StepIndex, it: IndexedStep): PictureNode {
  const ports = stack.dependentsOf(it, 'listener').map((listener) => `port ${stack.text(listener, 'Port')}`);
  const where = [stack.text(it, 'Scheme'), ...ports].join(', ');
  return node(it, 'balancer', 'Load balancer', where, ...namesOfBalancer(stack, it));
}

const gatewayEndpoint = (stack: StepIndex, it: IndexedStep): PictureNode =>
  node(it, 'endpoints', `${serviceOfEndpoint(stack, it).toUpperCase()} endpoint`, 'in route tables');

function interfaceEndpoints(stack: StepIndex, subnet: IndexedStep): PictureNode[] {
  const services = stack.dependentsOf(subnet, 'vpc-endpoint').map((it) => serviceOfEndpoint(stack, it));
  return services.length > 0
    ? [{ id: endpointsId(subnet), lines: ['VPC endpoints', ...services], tone: 'endpoints' }]
    : [];
}

const clusterBox = (stack: StepIndex, cluster: IndexedStep, services: readonly RunningService[]): Box => ({
  id: cluster.name,
  title: `ECS cluster ${stack.text(cluster, 'clusterName') ?? stack.text(cluster, 'clusterArn')?.split('/').at(-1)}`,
  tone: 'platform',
  nodes: services.map(({ step, tone, name, facts, discoveryName }) =>
    node(step, tone, name, ...facts, ...(discoveryName ? [`${discoveryName.record} ${discoveryName.name}`] : [])),
  ),
  boxes: [],
});

function instancesBox(stack: StepIndex, group: IndexedStep, subnet: IndexedStep, tasks: readonly PictureNode[]): Box {
  const [template] = stack.needsOf(group, 'launch-template');
  // The group is made empty; where there is a minimum, a step of its own sets it.
  const [minimum] = stack.dependentsOf(group, 'auto-scaling-minimum');
  const [min = '0', max] = [minimum && stack.text(minimum, 'MinSize'), stack.text(group, 'MaxSize')];
  return {
    id: `${group.name} in ${subnet.name}`,
    title: `${template ? stack.text(template, 'InstanceType') : ''} instances`,
    note: `${min} to ${max} in all zones together`,
    tone: 'capacity',
    nodes: tasks.length > 0 ? tasks : [emptyNode(subnet)],
    boxes: [],
  };
}

/** Where nobody is let in, Session Manager's agent calls out. */
function instance(stack: StepIndex, it: IndexedStep): PictureNode {
  const rules = stack
    .needsOf(it, 'security-group')
    .flatMap((group) => stack.dependentsOf(group, 'security-group-rule'));
  const type = stack.text(it, 'InstanceType') ?? '';
  return node(it, 'consumer', it.name, type, ...(rules.length === 0 ? ['no open port: Session Manager'] : []));
}
