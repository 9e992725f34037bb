import { existingBalancerOf } from '../../src/config/placement.js';
import { rightReference } from '../../src/config/secret-reference.js';
import { secretsIn } from '../../src/config/containers.js';
import type { Config } from '../../src/config/schema.js';
import { tasksOf } from '../../src/config/tasks.js';
import { capacity, fargateCapacity, instanceParts, type InstanceParts } from './capacity.js';
import { consumer } from './consumer.js';
import { withCommonGroup } from './common-group.js';
import { callRules, runningService, serviceParts } from './container-service.js';
import { domainOf, namesOnlyOf, type Names } from './domain.js';
import { endpoints, type EndpointClient, type Endpoints } from './endpoints.js';
import { httpApi } from './http-api.js';
import { jobParts } from './job-parts.js';
import { loadBalancing } from './load-balancing.js';
import { calledHost, urlOfListener } from './shared-load-balancer.js';
import type { Network } from './network-parts.js';
import { network } from './network.js';
import { platform, type Platform } from './platform.js';
import { scalingOf } from './scaling.js';
import { schedulesOf } from './schedules.js';
import type { ServiceParts } from './service-parts.js';
import { required, type Where } from '../../src/step.js';
import { runsBefore, taskByHand } from './task-run.js';
import type { TaskParts, TaskSurroundings } from './task-parts.js';
import { output, type Stack, type TagOf, type WholeStack } from './stack.js';

export type { Output, Stack, TagOf, WholeStack } from './stack.js';

/** Gives no tags: for callers that need only the names of steps, which do not depend on tags. */
export const namesOnly: TagOf = () => undefined;

/**
 * Turns a config into steps. Network, capacity, services and ingress come from a file each, and are combined here. The
 * same config with the same account and region always gives the same steps.
 * @param config a validated config, so every combination in it is possible
 * @param tagOf a tag made of what the image of a service is built from; needed only if the config builds one
 * @throws Error when it is not
 */
export function stackOf(config: Config, where: Where, tagOf: TagOf = namesOnly): WholeStack {
  const net = withCommonGroup(config, network(config));
  const base = platform(config, where, net);
  const instances = instancePartsFor(config, where, net, base);
  const parts = Object.keys(config.services).map((name) => serviceParts(name, config, where, { net, base, tagOf }));
  const jobs = Object.keys(config.jobs).map((name) => jobParts(name, config, where, { net, base, tagOf, parts }));
  const endpointParts = endpointsFor(config, where, { net, parts: [...parts, ...jobs], instances });
  const capacityParts = instances
    ? capacityFor(config, instances, { net, base, endpointParts })
    : fargateCapacity(config, base.cluster);
  const isShared = existingBalancerOf(config) !== undefined;
  const domain = isShared ? undefined : domainOf(config);
  const led = isShared ? namesOnlyOf(config) : domain;
  const balancing = loadBalancing(config, net, parts, config.ingress.type === 'alb' ? led : undefined);
  const surroundings: TaskSurroundings = {
    base,
    pathsFor: (name) => [
      ...(endpointParts?.paths[net.common ? 'tasks' : name] ?? []),
      ...(endpointParts?.paths['instances'] ?? []),
    ],
    capacity: capacityParts,
  };
  const runs = runsBefore(config, { services: parts, jobs }, surroundings);
  const running = parts.map((service) => {
    const first = runs.filter(({ services }) => services.includes(service.name)).map(({ run }) => run);
    return runningService(service, surroundings, { balancing, first });
  });
  const scaling = parts.flatMap((it, i) => scalingOf(it, required(running[i], `the service ${it.name}`), balancing));
  const ingressParts = ingress(config, net, parts, { balancing, running, domain, led });
  const consumerSteps = config.consumer ? consumer({ ...config.consumer, ...where, name: config.name }).steps : [];
  return {
    steps: [
      ...[...net.steps, ...base.steps, ...(instances?.steps ?? [])],
      ...[...parts, ...jobs].flatMap(({ steps }) => steps),
      ...[
        ...callRules(parts, jobs),
        ...(endpointParts?.steps ?? []),
        ...(capacityParts?.steps ?? []),
        ...(led?.steps ?? []),
        ...(balancing?.steps ?? []),
      ],
      ...[...runs.map(({ run }) => run), ...running, ...scaling],
      ...[...schedulesOf(config, where, jobs, surroundings), ...ingressParts.steps, ...consumerSteps],
    ],
    outputs: ingressParts.outputs,
    runs: Object.fromEntries([...parts, ...jobs].map((it) => [it.name, taskByHand(it, surroundings)])),
  };
}

function instancePartsFor(
  { name, cluster }: Config,
  { region, partition }: Where,
  { vpc }: Network,
  base: Platform,
): InstanceParts | undefined {
  if (cluster.capacity !== 'ec2') return undefined;
  const { type: instanceType, volumeGiB } = cluster.instances;
  return instanceParts({ vpc, cluster: base.cluster }, { name, region, partition, instanceType, volumeGiB });
}

function capacityFor(
  { name, cluster: { instances: capacityParts } }: Config,
  instances: InstanceParts,
  { net, base: { cluster }, endpointParts }: { net: Network; base: Platform; endpointParts: Endpoints | undefined },
) {
  const { subnets, routes } = net.private;
  return capacity(
    instances,
    { subnets, routes, endpoints: endpointParts?.paths['instances'] ?? [], cluster },
    { name, ...capacityParts },
  );
}

/**
 * The VPC endpoints of a stack with the egress `endpoints`. The ECS agents of instances need some more.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
function endpointsFor(
  config: Config,
  { region }: Where,
  { net, parts, instances }: { net: Network; parts: readonly TaskParts[]; instances: InstanceParts | undefined },
) {
  const { name, network } = config;
  const { egress, existing, endpoints: extra } = network;
  if (egress !== 'endpoints' || existing) return undefined;
  const secrets = secretsIn(config).map((it) => rightReference(it).service);
  const shells = tasksOf(config).some(({ task }) => task.exec) ? ['ssmmessages'] : [];
  const agents = instances ? ['ecs', 'ecs-agent', 'ecs-telemetry'] : [];
  const all = new Set(['ecr.api', 'ecr.dkr', 'logs', ...secrets.toSorted(), ...shells, ...agents, ...extra]);
  const { common } = net;
  const placed = (isPrivate: boolean) => ({ isPrivate, isInTables: isPrivate });
  const tasks: EndpointClient[] = common
    ? [{ name: 'tasks', group: common, ...placed(parts.some(({ placement }) => placement === 'private')) }]
    : parts.map((it) => ({ name: it.name, group: it.group, ...placed(it.placement === 'private') }));
  const clients: EndpointClient[] = [
    ...tasks,
    ...(instances ? [{ name: 'instances', group: instances.group, isPrivate: false, isInTables: true }] : []),
  ];
  const {
    vpc,
    private: { subnets, tables },
  } = net;
  return endpoints([...all], { vpc, subnets, tables, clients }, { stackName: name, region });
}

function ingress(
  config: Config,
  net: Network,
  parts: readonly ServiceParts[],
  shared: Parameters<typeof httpApi>[3] & { readonly led: Names | undefined },
): Stack {
  if (config.ingress.type === 'http-api') return httpApi(config, net, parts, shared);
  const { balancing, led } = shared;
  if (!balancing) return { steps: [], outputs: {} };
  const { balancer, listener, records, shared: front } = balancing;
  const [name = front && calledHost(config)] = led?.names ?? [];
  const url = front
    ? output(front.listener, (at) => urlOfListener(at, name), records[0])
    : output(
        balancer,
        ({ dnsName }) => (name === undefined ? `http://${dnsName}` : `https://${name}`),
        records[0] ?? listener,
      );
  const target = output(balancer, ({ dnsName }) => dnsName, listener);
  const isOfOwnDns = name !== undefined && led?.zone === undefined;
  return { steps: [], outputs: { LoadBalancerUrl: url, ...(isOfOwnDns && { DnsTarget: target }) } };
}
